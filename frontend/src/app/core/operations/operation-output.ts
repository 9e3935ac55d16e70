import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { CopyButton } from '../../ui/copy/copy-button';
import { Icon } from '../../ui/icon/icon';
import { transferred } from '../../ui/bytes/format-bytes';
import { outputUrlOf } from './operations-api';
import { OutputChunk } from './output-chunk';
import { lineCountOf, type OutputText } from './output-text';
import { chunkTextOf, searchOutput } from './search-output';

/** Closer to the end counts as at the end. */
const AT_END_PX = 24;

/** Its least height, of a line, and of what is around the lines. */
const ROOM_PX = 240;
const LINE_PX = 19;
const AROUND_LINES_PX = 84;

/** What an operation writes, or has written. Follows the end until somebody scrolls away from it. */
@Component({
  selector: 'app-operation-output',
  imports: [CopyButton, Icon, OutputChunk],
  host: { class: 'output-panel', '[style.flex-basis.px]': 'room()' },
  templateUrl: './operation-output.html',
})
export class OperationOutput {
  readonly operationId = input.required<string>();
  readonly output = input.required<OutputText>();
  readonly loading = input.required<boolean>();
  /** More may come. */
  readonly live = input.required<boolean>();
  /** How much it wrote in all, in bytes. */
  readonly bytes = input.required<number>();
  /** The server has let go of the middle. */
  readonly truncated = input.required<boolean>();

  private readonly scroller = viewChild<ElementRef<HTMLElement>>('scroller');
  protected readonly following = signal(true);
  private readonly linesSeen = signal(0);
  /** Where the end was when it was last gone to. */
  private placedAt = 0;
  protected readonly needle = signal('');
  protected readonly place = signal(0);

  /** What was written stays as it is: a few lines need no more room than they take. */
  protected readonly room = computed(() =>
    this.live() || this.loading()
      ? ROOM_PX
      : Math.min(ROOM_PX, AROUND_LINES_PX + Math.max(1, this.lineCount()) * LINE_PX),
  );
  protected readonly lineCount = computed(() => lineCountOf(this.output()));
  /** It wrote something, and the server has none of it. */
  protected readonly isGone = computed(
    () => !this.live() && !this.loading() && this.bytes() > 0 && this.output().chunks.length === 0,
  );
  protected readonly news = computed(() => this.lineCount() - this.linesSeen());
  protected readonly matches = computed(() => searchOutput(this.output().chunks, this.needle()));
  protected readonly current = computed(() => {
    const { count } = this.matches();
    return count === 0 ? -1 : ((this.place() % count) + count) % count;
  });
  protected readonly downloadUrl = computed(() => outputUrlOf(this.operationId()));
  protected readonly fileName = computed(() => `${this.operationId()}.txt`);
  protected readonly size = computed(() => transferred(this.bytes()));

  constructor() {
    afterRenderEffect({
      write: () => {
        this.output();
        const element = this.scroller()?.nativeElement;
        if (element !== undefined && this.following() && this.live() && !this.hasGoneUp(element))
          this.goToEnd(element);
      },
    });
  }

  /** Made when it is wanted: a copy of megabytes need not be kept. */
  protected readonly textToCopy = (): string => this.output().chunks.map(chunkTextOf).join('');

  /** Brings it into sight, for whoever comes from above. */
  show(): void {
    const element = this.scroller()?.nativeElement;
    element?.scrollIntoView({ block: 'nearest' });
    element?.focus({ preventScroll: true });
  }

  protected scrolled({ scrollHeight, scrollTop, clientHeight }: HTMLElement): void {
    const atEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    if (this.following() && !atEnd) this.linesSeen.set(this.lineCount());
    if (atEnd) this.placedAt = scrollTop;
    this.following.set(atEnd);
  }

  protected follow(element: HTMLElement): void {
    this.following.set(true);
    this.goToEnd(element);
  }

  /** The event for it may come after the next lines: whoever has just scrolled up is not pulled back by them. */
  private hasGoneUp({ scrollTop }: HTMLElement): boolean {
    return scrollTop < this.placedAt - AT_END_PX;
  }

  private goToEnd(element: HTMLElement): void {
    element.scrollTop = element.scrollHeight;
    this.placedAt = element.scrollTop;
  }

  protected search(text: string): void {
    this.needle.set(text);
    this.place.set(0);
    if (text !== '') this.following.set(false);
  }

  protected step(by: 1 | -1): void {
    this.place.update((place) => place + by);
  }

  /** Empties the field; an empty one lets Esc do what it does elsewhere. */
  protected leave(event: Event): void {
    if (this.needle() === '') return;
    event.stopPropagation();
    this.search('');
  }
}
