import { Worker } from 'node:worker_threads';
import { DatabaseUnusable, messageOf } from '../../platform/database/database-errors.ts';
import type { ChainFinding } from './chain-check.ts';
import type { VerifyProgress, VerifyRequest } from './verify-file.ts';

/** In the bundle, the worker is an entry beside the others (scripts/lib/build-server.mjs). */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './chain-worker.ts' : './chain-worker.mjs',
  import.meta.url,
);

/** The server's young generation is small to save memory at rest; here, it would mean collecting all the time. */
const YOUNG_GENERATION_MIB = 16;

type Message = { readonly progress: VerifyProgress } | { readonly finding: ChainFinding };

/**
 * Checks the whole trail on a thread of its own.
 *
 * @param signal gives up
 * @throws DatabaseUnusable; AbortError
 */
export async function verifyAside(
  request: VerifyRequest,
  tell: (progress: VerifyProgress) => void,
  signal: AbortSignal,
): Promise<ChainFinding> {
  signal.throwIfAborted();
  const worker = new Worker(WORKER, {
    workerData: request,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
  });
  const giveUp = (): void => void worker.terminate();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await new Promise<ChainFinding>((resolve, reject) => {
      worker.on('message', (message: Message) => {
        if ('finding' in message) resolve(message.finding);
        else tell(message.progress);
      });
      worker.once('error', (error) => {
        reject(new DatabaseUnusable(messageOf(error), { cause: error }));
      });
      worker.once('exit', () => {
        reject(new DOMException('The check of the trail was given up.', 'AbortError'));
      });
    });
  } finally {
    signal.removeEventListener('abort', giveUp);
    await worker.terminate();
  }
}
