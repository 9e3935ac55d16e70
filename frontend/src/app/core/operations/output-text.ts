import type { OperationEventBody } from '#shared/operation';
import { currentPart, visibleText } from './visible-text';

/** A few screens; small enough that a browser draws one without a pause. */
const CHUNK_LINES = 100;

/** With the lines of a chunk, the last 10,000 lines. The rest is in the download. */
const KEPT_CHUNKS = 100;

type Piece = Extract<OperationEventBody, { kind: 'output' }>['data'];

interface OutputLine {
  readonly text: string;
  readonly stream: Piece['stream'];
}

/** Lines that are drawn together. One that is not the last never changes again. */
export interface OutputChunk {
  readonly id: number;
  readonly lines: readonly OutputLine[];
  /** Bytes that are missing right before it. */
  readonly missingBefore: number;
}

/** What an operation has written, as much of it as is kept here. */
export interface OutputText {
  readonly chunks: readonly OutputChunk[];
  /** Lines that came and were let go again. */
  readonly droppedLines: number;
  /** The last line as it came, while its end has not; null where it has. */
  readonly open: string | null;
}

export const NO_OUTPUT: OutputText = { chunks: [], droppedLines: 0, open: null };

export function appendOutput(before: OutputText, piece: Piece): OutputText {
  const start = piece.skippedBytes > 0 ? beginChunk(before, piece.skippedBytes) : before;
  const parts = piece.text.split('\n');
  return parts.reduce((output, part, index) => {
    const isLast = index === parts.length - 1;
    if (isLast && part === '') return output; // the text ended with an end of line
    const added = appendPart(output, part, piece.stream);
    return isLast ? added : { ...added, open: null };
  }, start);
}

export function outputOf(text: string): OutputText {
  return appendOutput(NO_OUTPUT, { stream: 'stdout', offset: 0, text, skippedBytes: 0 });
}

export function lineCountOf({ chunks, droppedLines }: OutputText): number {
  return chunks.reduce((sum, { lines }) => sum + lines.length, droppedLines);
}

function appendPart(output: OutputText, part: string, stream: Piece['stream']): OutputText {
  const chunk = output.chunks.at(-1);
  const last = chunk?.lines.at(-1);
  if (chunk !== undefined && last?.stream === stream && output.open !== null) {
    const open = currentPart(output.open + part);
    const lines = [...chunk.lines.slice(0, -1), { text: visibleText(open), stream }];
    return { ...replaceLast(output, { ...chunk, lines }), open };
  }
  const roomy = chunk === undefined || chunk.lines.length >= CHUNK_LINES ? beginChunk(output, 0) : output;
  return addLine(roomy, currentPart(part), stream);
}

function addLine(output: OutputText, open: string, stream: Piece['stream']): OutputText {
  const chunk = output.chunks.at(-1);
  if (chunk === undefined) return output;
  const lines = [...chunk.lines, { text: visibleText(open), stream }];
  return { ...replaceLast(output, { ...chunk, lines }), open };
}

function replaceLast(output: OutputText, chunk: OutputChunk): OutputText {
  return { ...output, chunks: [...output.chunks.slice(0, -1), chunk] };
}

function beginChunk(output: OutputText, missingBefore: number): OutputText {
  const next = { id: (output.chunks.at(-1)?.id ?? 0) + 1, lines: [], missingBefore };
  const kept = output.chunks.slice(-(KEPT_CHUNKS - 1));
  const dropped = output.chunks.slice(0, -(KEPT_CHUNKS - 1));
  return {
    chunks: [...kept, next],
    droppedLines: dropped.reduce((sum, { lines }) => sum + lines.length, output.droppedLines),
    open: null,
  };
}
