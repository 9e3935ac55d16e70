/*
 * A process of its own for the benchmark: runs the given program whenever a client asks, and sends what it writes
 * through socket.io and nothing else. No file, no numbers, no session: what output can cost at the least.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const PIECE_BYTES = 64 * 1024;

/** The program waits while more than this has not been sent. */
const WAITING_MAX_BYTES = 1024 * 1024;

const [program = ''] = process.argv.slice(2);
const http = createServer();
const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('run', () => {
    const child = spawn('/usr/bin/awk', ['-f', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    let [text, isSending] = ['', false];
    const send = (): void => {
      if (text === '') return;
      isSending = true;
      server.emit('output', { text });
      text = '';
    };
    const taken = (): void => {
      isSending = false;
      if (text.length >= PIECE_BYTES) send();
      child.stdout.resume();
    };
    socket.conn.transport.on('drain', taken);
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!isSending && text.length >= PIECE_BYTES) send();
      if (text.length > WAITING_MAX_BYTES) child.stdout.pause();
    });
    child.once('close', () => {
      socket.conn.transport.off('drain', taken);
      send();
      server.emit('end');
    });
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.send?.(typeof address === 'object' ? address?.port : null);
});
process.once('disconnect', () => process.exit());
