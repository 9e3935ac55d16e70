import { Component, computed, input } from '@angular/core';
import { Reveal } from '../../ui/reveal/reveal';
import { transferred } from '../../ui/bytes/format-bytes';
import type { TextRange } from '../../ui/highlight/highlight';
import type { OutputChunk as Chunk } from './output-text';

interface Piece {
  readonly text: string;
  readonly isError: boolean;
  /** The match it is, counted through the whole output; null where it is none. */
  readonly match: number | null;
}

/** Some lines of output as text nodes. The browser leaves out drawing those that are not seen. */
@Component({
  selector: 'app-output-chunk',
  imports: [Reveal],
  host: { class: 'output-chunk' },
  template: `
    @if (chunk().missingBefore > 0) {
      <span class="output-gap">{{ missing() }} left out here</span>
    }
    @for (piece of pieces(); track $index) {
      @if (piece.match === null) {
        <span [class.output-error]="piece.isError" [textContent]="piece.text"></span>
      } @else {
        <mark
          [class.output-current]="piece.match === current()"
          [appReveal]="piece.match === current()"
          [textContent]="piece.text"
        ></mark>
      }
    }
  `,
})
export class OutputChunk {
  readonly chunk = input.required<Chunk>();
  readonly matches = input<{ readonly first: number; readonly ranges: readonly TextRange[] } | undefined>();
  /** The number of the match one is at. */
  readonly current = input.required<number>();

  protected readonly missing = computed(() => transferred(this.chunk().missingBefore));
  protected readonly pieces = computed(() => piecesOf(this.chunk(), this.matches()));
}

/** Cuts the text where the stream changes and where a match begins or ends. */
function piecesOf(
  { lines }: Chunk,
  matches: { readonly first: number; readonly ranges: readonly TextRange[] } | undefined,
): readonly Piece[] {
  const runs: { text: string; isError: boolean }[] = [];
  for (const { text, stream } of lines) {
    const last = runs.at(-1);
    const isError = stream === 'stderr';
    if (last?.isError === isError) last.text += `${text}\n`;
    else runs.push({ text: `${text}\n`, isError });
  }
  if (matches === undefined) return runs.map((run) => ({ ...run, match: null }));
  const pieces: Piece[] = [];
  let offset = 0;
  for (const { text, isError } of runs) {
    let at = 0;
    matches.ranges.forEach(({ start, end }, index) => {
      const from = Math.max(start - offset, at);
      const to = Math.min(end - offset, text.length);
      if (from >= to) return;
      if (from > at) pieces.push({ text: text.slice(at, from), isError, match: null });
      pieces.push({ text: text.slice(from, to), isError, match: matches.first + index });
      at = to;
    });
    if (at < text.length) pieces.push({ text: text.slice(at), isError, match: null });
    offset += text.length;
  }
  return pieces;
}
