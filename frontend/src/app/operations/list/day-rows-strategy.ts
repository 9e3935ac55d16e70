import { type CdkVirtualScrollViewport, type VirtualScrollStrategy } from '@angular/cdk/scrolling';
import { Injectable } from '@angular/core';
import { Subject } from 'rxjs';
import { EntryHeights } from './entry-heights';

/** Rendered above and below what is seen, in pixels: a flick of the wheel shows no gap, `J` finds the next row. */
const BUFFER_PX = 800;

/** Renders the lines that are near what is seen, where lines of a day and of an operation differ in height. */
@Injectable()
export class DayRowsStrategy implements VirtualScrollStrategy {
  private viewport: CdkVirtualScrollViewport | null = null;
  private heights = EntryHeights.NONE;

  readonly scrolledIndexChange = new Subject<number>();

  /** The last line is among what is rendered. */
  readonly reachedEnd$ = new Subject<void>();

  attach(viewport: CdkVirtualScrollViewport): void {
    this.viewport = viewport;
    this.measure();
  }

  detach(): void {
    this.viewport = null;
  }

  use(heights: EntryHeights): void {
    this.heights = heights;
    this.measure();
  }

  onContentScrolled(): void {
    this.render();
  }

  onDataLengthChanged(): void {
    this.measure();
  }

  onContentRendered(): void {
    // Heights are known beforehand.
  }

  onRenderedOffsetChanged(): void {
    // Only this strategy moves it.
  }

  scrollToIndex(index: number, behavior: ScrollBehavior): void {
    this.viewport?.scrollToOffset(this.heights.offset(index), behavior);
  }

  private measure(): void {
    this.viewport?.setTotalContentSize(this.heights.total);
    this.render();
  }

  private render(): void {
    const { viewport, heights } = this;
    if (viewport === null) return;
    const top = viewport.measureScrollOffset();
    const range = heights.between(top - BUFFER_PX, top + viewport.getViewportSize() + BUFFER_PX);
    viewport.setRenderedRange(range);
    viewport.setRenderedContentOffset(heights.offset(range.start));
    if (range.end === heights.count && heights.count > 0) this.reachedEnd$.next();
  }
}
