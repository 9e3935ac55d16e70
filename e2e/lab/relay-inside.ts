// Started by loopback-relay.ts inside the network namespace of an engine: relay-inside.ts SOCKET PORT
import { connect, createServer } from 'node:net';
import { joinSockets } from './loopback-relay.ts';

const [, , socketPath, port] = process.argv;
if (socketPath === undefined || port === undefined) throw new Error('usage: relay-inside.ts SOCKET PORT');

const server = createServer((incoming) => {
  joinSockets(incoming, connect(socketPath));
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
