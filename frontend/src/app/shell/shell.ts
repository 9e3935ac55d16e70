import { AsyncPipe } from '@angular/common';
import { Component, type ElementRef, inject } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import {
  catchError,
  combineLatest,
  concat,
  EMPTY,
  exhaustMap,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  startWith,
  Subject,
  timer,
} from 'rxjs';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { DirectoryApi } from '../core/directory/directory-api';
import { failureOf } from '../core/http/failure';
import { RealtimeClient } from '../core/realtime-client';
import { Session } from '../core/session/session';
import { EngineBanner } from './engine-banner';
import { Floating } from './floating';
import { ShellEffects } from './shell-effects';
import { type ShellView, shellViewOf } from './shell-view';
import { Sidebar } from './sidebar';
import { TabBar } from './tab-bar';
import { TopBar } from './top-bar';
import { placeOf } from './trail';

/** An answer may come at once; the button still shows that something was done. */
const ASKED_SHOWN_MS = 800;

/** What stands around every page once somebody is signed in. */
@Component({
  selector: 'app-shell',
  imports: [AsyncPipe, EngineBanner, RouterOutlet, Sidebar, TabBar, TopBar],
  template: `
    <a class="skip" href="#main" (click)="skipTo($event, main)">Skip to content</a>
    @let view = view$ | async;
    <div class="app">
      @if (view) {
        <app-sidebar
          [user]="view.user"
          [projects]="view.projects"
          [place]="view.place"
          (openAccount)="openAccount($event)"
          (openProjects)="openProjects($event)"
        />
      }
      <div class="flex min-w-0 flex-col">
        @if (view) {
          @if (view.demo) {
            <aside class="demo" aria-label="Demo">
              <b>Demo</b> These services are made up. Start the server with HOMELAB_ENGINE=docker to see your
              own.
            </aside>
          }
          <app-top-bar
            [place]="view.place"
            [freshness]="view.freshness"
            [connection]="view.connection"
            [isFirst]="view.isFirst"
            [engineName]="view.engineName"
            (tryNow)="reconnect()"
            (openSearch)="search()"
          />
        }
        <main #main class="page" id="main" tabindex="-1">
          @if (view?.engineTrouble; as trouble) {
            <app-engine-banner
              [error]="trouble.error"
              [asOf]="trouble.asOf"
              [asked]="(asked$ | async) === true"
              (check)="check$.next()"
            />
          }
          <router-outlet />
        </main>
      </div>
      @if (view) {
        <app-tab-bar [place]="view.place" (openMore)="openAccount()" />
      }
    </div>
  `,
})
export class Shell {
  private readonly router = inject(Router);
  private readonly feed = inject(DirectoryFeed);
  private readonly realtime = inject(RealtimeClient);
  private readonly api = inject(DirectoryApi);
  private readonly floating = inject(Floating);

  protected readonly check$ = new Subject<void>();

  private readonly place$ = this.router.events.pipe(
    filter((event) => event instanceof NavigationEnd),
    startWith(null),
    map(() => placeOf(this.router.parseUrl(this.router.url))),
  );

  protected readonly view$: Observable<ShellView> = merge(
    combineLatest([
      inject(Session).user$,
      this.place$,
      this.feed.directory$,
      this.feed.freshness$,
      this.realtime.connection$,
    ]).pipe(map((parts) => shellViewOf(...parts))),
    inject(ShellEffects).all$.pipe(ignoreElements()),
  );

  /** Whether an attempt to reach the engine was just asked for. */
  protected readonly asked$: Observable<boolean> = this.check$.pipe(
    exhaustMap(() =>
      concat(of(true), merge(this.askEngine(), timer(ASKED_SHOWN_MS)).pipe(ignoreElements()), of(false)),
    ),
  );

  protected skipTo(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  protected search(): void {
    this.floating.openPalette();
  }

  protected openAccount(beside?: ElementRef<HTMLElement>): void {
    this.floating.openAccount(beside);
  }

  protected openProjects(beside?: ElementRef<HTMLElement>): void {
    this.floating.openProjects(beside);
  }

  protected reconnect(): void {
    this.realtime.tryNow();
  }

  private askEngine(): Observable<unknown> {
    return this.api.checkEngine().pipe(
      catchError((error: unknown) => {
        failureOf(error);
        return EMPTY; // the next planned attempt comes by itself, and the banner says when
      }),
    );
  }
}
