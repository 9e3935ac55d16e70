import { pino, stdTimeFunctions, type DestinationStream, type Logger as Pino } from 'pino';
import { correlationId } from './correlation.ts';

/** Structured log: facts first, then a sentence. Type and injection token. */
export abstract class Log {
  abstract debug(facts: object, message: string): void;
  abstract info(facts: object, message: string): void;
  abstract warn(facts: object, message: string): void;
  abstract error(facts: object, message: string): void;
}

/** Never written to a log, wherever they appear. */
const SECRET_PATHS = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'cookie',
  'authorization',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Makes the process's log: JSON lines on standard output, readable text on a terminal.
 *
 * @param level as in `HOMELAB_LOG_LEVEL`
 * @param destination for tests; standard output if absent
 */
export async function createLog(level: string, destination?: DestinationStream): Promise<Pino> {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: SECRET_PATHS, censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const id = correlationId();
        return id === undefined ? {} : { correlationId: id };
      },
    },
    destination ?? (await terminalOrJson()),
  );
}

/** The readable printer is loaded only where somebody reads along. */
async function terminalOrJson(): Promise<DestinationStream> {
  if (!process.stdout.isTTY) return pino.destination({ dest: 1, sync: true });
  const { default: pretty } = await import('pino-pretty');
  return pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true });
}
