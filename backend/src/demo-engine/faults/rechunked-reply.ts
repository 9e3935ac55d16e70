import { type Headers, type Reply } from '../http/reply.ts';
import { Random } from '../model/random.ts';
import { type Rechunking } from './fault.ts';
import { ReplyWrapper, withoutLength } from './reply-wrapper.ts';

/** How long pieces are collected until they go out as one. */
const MERGED_MS = 50;
const LONGEST_RANDOM_PIECE = 48;
/** The first byte of a character of more than one byte. */
const MULTIBYTE_LEAD = 0xc0;

/** The same bytes in other pieces. */
export class RechunkedReply extends ReplyWrapper {
  readonly #how: Rechunking;
  readonly #random: Random;
  #held: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(inner: Reply, how: Rechunking, seed: number) {
    super(inner);
    this.#how = how;
    this.#random = new Random(seed);
    inner.onClose(() => {
      clearTimeout(this.#timer ?? undefined);
    });
  }

  override head(status: number, headers: Headers): void {
    super.head(status, withoutLength(headers));
  }

  override write(chunk: string | Buffer): void {
    const bytes = Buffer.from(chunk);
    if (this.#how === 'merged') this.#hold(bytes);
    else for (const piece of pieces(bytes, this.#how, this.#random)) super.write(piece);
  }

  override end(): void {
    this.#flush();
    super.end();
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, MERGED_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    if (this.#held.length > 0) super.write(Buffer.concat(this.#held));
    this.#held = [];
  }
}

function* pieces(bytes: Buffer, how: Exclude<Rechunking, 'merged'>, random: Random): Generator<Buffer> {
  let start = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const isCut =
      how === 'bytes' ||
      (how === 'random' && index - start >= random.whole(0, LONGEST_RANDOM_PIECE)) ||
      (how === 'inside-characters' && (bytes[index] ?? 0) >= MULTIBYTE_LEAD);
    if (!isCut) continue;
    yield bytes.subarray(start, index + 1);
    start = index + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}
