import { Component, computed, input } from '@angular/core';

/** A part of a text, from `start` up to but without `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text with some parts marked. Text nodes only: what it shows may come from anywhere. */
@Component({
  selector: 'app-highlight',
  template: `
    @for (piece of pieces(); track $index) {
      @if (piece.marked) {
        <mark [textContent]="piece.text"></mark>
      } @else {
        <span [textContent]="piece.text"></span>
      }
    }
  `,
})
export class Highlight {
  readonly text = input.required<string>();
  /** In order, without overlap. */
  readonly ranges = input.required<readonly TextRange[]>();

  protected readonly pieces = computed(() => cut(this.text(), this.ranges()));
}

function cut(text: string, ranges: readonly TextRange[]): readonly { text: string; marked: boolean }[] {
  const pieces = ranges.flatMap(({ start, end }, index) => [
    { text: text.slice(ranges[index - 1]?.end ?? 0, start), marked: false },
    { text: text.slice(start, end), marked: true },
  ]);
  return [...pieces, { text: text.slice(ranges.at(-1)?.end ?? 0), marked: false }].filter(
    (piece) => piece.text !== '',
  );
}
