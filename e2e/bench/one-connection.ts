import { Agent, request } from 'node:http';

/** Asks one server over one connection that is kept open, as a browser does. */
export class OneConnection implements Disposable {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly port: number;
  private readonly cookie: string;

  constructor(port: number, cookie: string) {
    this.port = port;
    this.cookie = cookie;
  }

  /** @throws if the answer is anything but 200 */
  async get(path: string): Promise<string> {
    const options = {
      ...{ host: '127.0.0.1', port: this.port, path, agent: this.agent },
      headers: { cookie: this.cookie },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${path} answered ${answer.statusCode ?? 0}: ${text}`));
        });
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  [Symbol.dispose](): void {
    this.agent.destroy();
  }
}
