import { type Headers, type Reply } from '../http/reply.ts';
import { ReplyWrapper, withoutLength } from './reply-wrapper.ts';

/** Ends the connection in the middle of the body. */
export class CutReply extends ReplyWrapper {
  #remaining: number;

  constructor(inner: Reply, bytes: number) {
    super(inner);
    this.#remaining = bytes;
  }

  override head(status: number, headers: Headers): void {
    super.head(status, withoutLength(headers));
  }

  override write(chunk: string | Buffer): void {
    const bytes = Buffer.from(chunk).subarray(0, this.#remaining);
    this.#remaining -= bytes.length;
    if (bytes.length > 0) super.write(bytes);
    if (this.#remaining <= 0) this.#cut();
  }

  /** A shorter body than was to be cut is cut at its end. */
  override end(): void {
    this.#cut();
  }

  /** Later, so that what came before has left. */
  #cut(): void {
    setImmediate(() => {
      this.sever();
    });
  }
}
