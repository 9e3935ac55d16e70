import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';

/** The first and the last bar of what was chosen. */
export interface PickedBars {
  readonly first: number;
  readonly last: number;
}

/**
 * A chart over time from which a stretch can be chosen: one click takes a bar, dragging takes several. With the
 * keyboard the arrows go from bar to bar, with Shift they take bars along, and Enter chooses.
 */
@Component({
  selector: 'app-time-pick',
  host: {
    class: 'time-pick',
    role: 'slider',
    tabindex: '0',
    'aria-valuemin': '0',
    '[attr.aria-label]': 'label()',
    '[attr.aria-valuemax]': 'last()',
    '[attr.aria-valuenow]': 'cursor() ?? last()',
    '[attr.aria-valuetext]': 'textAt(cursor() ?? last())',
    '(pointerdown)': 'press($event)',
    '(pointermove)': 'point($event)',
    '(pointerup)': 'choose()',
    '(pointercancel)': 'leave()',
    '(pointerleave)': 'unpoint()',
    '(keydown)': 'type($event)',
    '(blur)': 'leave()',
  },
  template: `
    <ng-content />
    @if (band(); as band) {
      <i class="pick-band" [style.left.%]="band.left" [style.width.%]="band.width"></i>
      <span class="pick-text" aria-hidden="true" [class.pick-text-end]="band.left > 50">{{
        textAt(cursor() ?? last())
      }}</span>
    }
  `,
})
export class TimePick {
  readonly label = input.required<string>();
  /** What each bar says. */
  readonly texts = input.required<readonly string[]>();
  readonly picked = output<PickedBars>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly anchor = signal<number | null>(null);
  private readonly at = signal<number | null>(null);

  protected readonly last = computed(() => Math.max(0, this.texts().length - 1));
  /** A chart that was asked for anew may have fewer bars than the one that is pointed at. */
  protected readonly cursor = computed(() => {
    const at = this.at();
    return at === null ? null : Math.min(at, this.last());
  });
  private readonly range = computed<PickedBars | null>(() => {
    const cursor = this.cursor();
    if (cursor === null) return null;
    const anchor = Math.min(this.anchor() ?? cursor, this.last());
    return { first: Math.min(anchor, cursor), last: Math.max(anchor, cursor) };
  });
  protected readonly band = computed(() => {
    const range = this.range();
    const place = 100 / (this.last() + 1);
    return range === null
      ? null
      : { left: range.first * place, width: (range.last - range.first + 1) * place };
  });

  protected textAt(index: number): string {
    return this.texts()[index] ?? '';
  }

  protected press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.anchor.set(this.indexAt(event));
    this.at.set(this.indexAt(event));
  }

  protected point(event: PointerEvent): void {
    this.at.set(this.indexAt(event));
  }

  protected choose(): void {
    const range = this.range();
    if (range === null || this.anchor() === null || this.texts().length === 0) return;
    this.leave();
    this.picked.emit(range);
  }

  protected unpoint(): void {
    if (this.anchor() === null) this.leave();
  }

  protected leave(): void {
    this.anchor.set(null);
    this.at.set(null);
  }

  protected type(event: KeyboardEvent): void {
    const from = this.cursor() ?? this.last();
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        this.move(event, from, from - 1);
        break;
      case 'ArrowRight':
      case 'ArrowUp':
        this.move(event, from, from + 1);
        break;
      case 'Home':
        this.move(event, from, 0);
        break;
      case 'End':
        this.move(event, from, this.last());
        break;
      case 'Enter':
        event.preventDefault();
        this.at.set(from);
        this.anchor.update((anchor) => anchor ?? from);
        this.choose();
        break;
      case 'Escape':
        if (this.cursor() === null) return;
        event.preventDefault(); // and not the filters
        this.leave();
        break;
    }
  }

  private move(event: KeyboardEvent, from: number, to: number): void {
    event.preventDefault();
    this.anchor.update((anchor) => (event.shiftKey ? (anchor ?? from) : null));
    this.at.set(Math.max(0, Math.min(to, this.last())));
  }

  private indexAt({ clientX }: PointerEvent): number {
    const { left, width } = this.element.getBoundingClientRect();
    const share = width === 0 ? 0 : (clientX - left) / width;
    return Math.max(0, Math.min(this.last(), Math.floor(share * (this.last() + 1))));
  }
}
