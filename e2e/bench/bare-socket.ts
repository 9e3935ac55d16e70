import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { io } from 'socket.io-client';
import { linesIn } from './lines.ts';

/** Lines a second from a program to a client through nothing but socket.io, once for each run. */
export async function bareSocketLinesPerSecond(program: string, runs: number): Promise<number[]> {
  const server = fork(join(import.meta.dirname, 'bare-socket-program.ts'), [program]);
  try {
    const [port] = (await once(server, 'message')) as [number];
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    const rates: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      let lines = 0;
      const count = ({ text }: { readonly text: string }): void => void (lines += linesIn(text));
      socket.on('output', count);
      const began = performance.now();
      socket.emit('run'); // waits in the client until it is connected
      await new Promise<void>((resolve) => socket.once('end', resolve));
      rates.push(lines / ((performance.now() - began) / 1_000));
      socket.off('output', count);
    }
    socket.disconnect();
    return rates;
  } finally {
    server.disconnect();
  }
}
