import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { ServerName } from '../server/server-name';

/** `jellyfin · atlas · Homelab Control Plane`: what tells tabs apart comes first. */
@Injectable()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly server = inject(ServerName).name;
  private readonly page = signal<string | undefined>(undefined);

  constructor() {
    super();
    effect(() => {
      const parts = [this.page(), this.server(), 'Homelab Control Plane'];
      this.title.setTitle(parts.filter((part) => part !== undefined).join(' · '));
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.page.set(this.buildTitle(snapshot));
  }
}
