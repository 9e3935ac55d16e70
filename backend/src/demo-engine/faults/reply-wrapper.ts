import { type Headers, type Reply } from '../http/reply.ts';

/** A reply that passes everything on; what spoils an answer overrides some of it. */
export class ReplyWrapper implements Reply {
  protected readonly inner: Reply;

  constructor(inner: Reply) {
    this.inner = inner;
  }

  head(status: number, headers: Headers): void {
    this.inner.head(status, headers);
  }

  write(chunk: string | Buffer): void {
    this.inner.write(chunk);
  }

  end(): void {
    this.inner.end();
  }

  onClose(listener: () => void): void {
    this.inner.onClose(listener);
  }

  sever(): void {
    this.inner.sever();
  }
}

/** The same headers without the length, for a body that goes out in other pieces or in part. */
export function withoutLength(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Content-Length'));
}
