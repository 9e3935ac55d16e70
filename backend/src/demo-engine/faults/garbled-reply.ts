import { type ServerResponse } from 'node:http';
import { type Headers, type Reply } from '../http/reply.ts';
import { malformedAnswer, malformedLine } from './malformed-answer.ts';
import { ReplyWrapper, withoutLength } from './reply-wrapper.ts';

/** Puts a malformed answer in the place of the genuine one; in a stream, a malformed line in the place of each. */
export class GarbledReply extends ReplyWrapper {
  readonly #response: ServerResponse;
  readonly #seed: number;
  #lines = 0;
  #status = 200;
  #headers: Headers = {};
  #body = '';
  #isStream = false;

  constructor(inner: Reply, response: ServerResponse, seed: number) {
    super(inner);
    this.#response = response;
    this.#seed = seed;
  }

  /** Whether it is a stream shows when nothing has been said by the end of this moment. */
  override head(status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = withoutLength(headers);
    setImmediate(() => {
      if (!this.#response.headersSent && !this.#response.destroyed) this.#becomeStream();
    });
  }

  override write(chunk: string | Buffer): void {
    if (this.#isStream) this.#writeLine(chunk.toString());
    else this.#body += chunk.toString();
  }

  override end(): void {
    if (this.#isStream) super.end();
    else this.#sendInstead();
  }

  #becomeStream(): void {
    this.#isStream = true;
    super.head(this.#status, this.#headers);
    if (this.#body !== '') this.#writeLine(this.#body);
  }

  #writeLine(line: string): void {
    this.#lines += 1;
    super.write(malformedLine(this.#seed + this.#lines, line));
  }

  #sendInstead(): void {
    const answer = malformedAnswer(this.#seed, this.#body);
    const { socket } = this.#response;
    if (answer.isRaw) {
      socket?.end(answer.body);
      return;
    }
    super.head(answer.status, answer.headers);
    super.write(answer.body);
    super.end();
  }
}
