import { Agent, request } from 'node:http';

/** The server closes a connection that nobody has used for some seconds. */
class ClosedMeanwhile extends Error {}

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
    try {
      return await this.ask(path);
    } catch (error) {
      if (!(error instanceof ClosedMeanwhile)) throw error;
      return this.ask(path); // over a new one
    }
  }

  private async ask(path: string): Promise<string> {
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
      outgoing.on('error', (error) => {
        reject(outgoing.reusedSocket ? new ClosedMeanwhile(path, { cause: error }) : error);
      });
      outgoing.end();
    });
  }

  [Symbol.dispose](): void {
    this.agent.destroy();
  }
}
