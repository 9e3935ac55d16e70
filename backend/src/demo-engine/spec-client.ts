import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoEngine, type DemoEngine, type DemoEngineOptions } from './demo-engine.ts';
import { field, parseJson, parseLines } from './conformance/probe.ts';
import { rawRequest, type RawAnswer, type RawRequest } from './conformance/raw-request.ts';

/** Engines for one spec file, each on a socket of its own in one temporary folder. */
export class SpecEngines {
  readonly #folder = mkdtempSync(join(tmpdir(), 'demo-engine-'));
  readonly #running = new Set<DemoEngine>();
  #made = 0;

  path(name: string): string {
    return join(this.#folder, name);
  }

  async start(options: Omit<DemoEngineOptions, 'socketPath'> = {}): Promise<SpecEngine> {
    this.#made += 1;
    const engine = await startDemoEngine({ socketPath: this.path(`${this.#made}.sock`), ...options });
    this.#running.add(engine);
    return new SpecEngine(engine);
  }

  async close(): Promise<void> {
    for (const engine of this.#running) await engine.close();
    this.#running.clear();
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** An engine and a client of it. */
export class SpecEngine {
  readonly engine: DemoEngine;

  constructor(engine: DemoEngine) {
    this.engine = engine;
  }

  get faults(): DemoEngine['faults'] {
    return this.engine.faults;
  }

  get lab(): DemoEngine['lab'] {
    return this.engine.lab;
  }

  async ask(method: RawRequest['method'], path: string): Promise<RawAnswer> {
    return rawRequest(this.engine.socketPath, { method, path });
  }

  /** The parsed body of a GET that has to succeed. */
  async json(path: string): Promise<unknown> {
    const { status, body } = await this.ask('GET', path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${body.toString()}`);
    return parseJson(body);
  }

  /** Entries of the full list by container name. */
  async list(): Promise<ReadonlyMap<string, unknown>> {
    const entries = (await this.json('/containers/json?all=1')) as readonly unknown[];
    return new Map(entries.map((entry) => [String(field(entry, 'Names', '0')).slice(1), entry]));
  }

  /** Opens a stream and resolves once its head has come. */
  async stream(path: string, method: 'GET' | 'POST' = 'GET'): Promise<SpecStream> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ socketPath: this.engine.socketPath, path, method, agent: false });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        resolve(new SpecStream(incoming));
      });
      outgoing.end();
    });
  }
}

const PATIENCE_MS = 5_000;

/** What has come of a stream so far, piece by piece. */
export class SpecStream {
  readonly status: number;
  readonly chunks: Buffer[] = [];
  /** How it came to its end; null while it is open. */
  end: 'complete' | 'broken' | null = null;
  readonly #incoming: IncomingMessage;
  readonly #parsed: unknown[] = [];
  #rest = Buffer.alloc(0);
  #read = 0;
  #wake: () => void = () => undefined;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    this.status = incoming.statusCode ?? 0;
    incoming.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.#wake();
    });
    incoming.on('error', () => undefined); // 'close' tells how it ended
    incoming.on('close', () => {
      this.end = incoming.complete ? 'complete' : 'broken';
      this.#wake();
    });
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  /** Complete lines, parsed. */
  get lines(): readonly unknown[] {
    const fresh = Buffer.concat([this.#rest, ...this.chunks.slice(this.#read)]);
    const end = fresh.lastIndexOf('\n') + 1;
    this.#parsed.push(...parseLines(fresh.subarray(0, end)));
    this.#rest = fresh.subarray(end);
    this.#read = this.chunks.length;
    return this.#parsed;
  }

  get actions(): readonly string[] {
    return this.lines.map((line) => String(field(line, 'Action')));
  }

  /** Waits until this is so, or fails with what has come instead. */
  async until(isSo: (stream: SpecStream) => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!isSo(this)) {
      if (Date.now() > deadline) throw new Error(`it did not come: ${this.text.slice(-2_000)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#incoming.destroy();
  }
}
