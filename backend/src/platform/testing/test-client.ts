import { type IncomingHttpHeaders, request as sendRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseSetCookie, type SetCookie, stringifyCookie } from 'cookie';

export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
  readonly setCookies: readonly SetCookie[];
}

type Headers = Readonly<Record<string, string>>;

/**
 * A browser's part of HTTP for tests: keeps cookies, and sends any header it is told to, `Host` and `Origin`
 * included (`fetch` would not).
 */
export class TestClient {
  private readonly jar = new Map<string, string>();

  /** @param headers sent with every request, unless one says otherwise */
  constructor(
    private readonly url: string,
    private readonly headers: Headers = {},
  ) {}

  async get(path: string, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('GET', path, headers);
  }

  async post(path: string, body: unknown = {}, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  }

  async send(method: string, path: string, headers: Headers = {}, body?: string): Promise<TestAnswer> {
    const sent = this.allHeaders(headers);
    return new Promise((resolve, reject) => {
      const request = sendRequest(
        new URL(path, this.url),
        { method, headers: sent, agent: false },
        (response) => {
          text(response)
            .then((received) => this.answer(response.statusCode ?? 0, response.headers, received))
            .then(resolve, reject);
        },
      );
      request.once('error', reject);
      request.end(body);
    });
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar.set(name, value);
  }

  /** What a browser would send with a request or a handshake. */
  allHeaders(headers: Headers = {}): Record<string, string> {
    const cookie = this.jar.size === 0 ? {} : { cookie: stringifyCookie(Object.fromEntries(this.jar)) };
    return { ...cookie, ...this.headers, ...headers };
  }

  private answer(status: number, headers: IncomingHttpHeaders, received: string): TestAnswer {
    const setCookies = (headers['set-cookie'] ?? []).map((line) => parseSetCookie(line));
    for (const { name, value = '', expires } of setCookies) {
      if (value === '' || (expires !== undefined && expires.getTime() < Date.now())) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const isJson = /[/+]json\b/.test(headers['content-type'] ?? '');
    const body: unknown = isJson ? JSON.parse(received) : undefined;
    return { status, headers, text: received, body, setCookies };
  }
}
