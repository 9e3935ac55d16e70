import { Observable } from 'rxjs';
import type { ImageFacts } from '../container-facts.ts';
import type { PullProgress } from '../container-engine.ts';
import type { ImageReference } from '../image-reference.ts';
import { RefusedByEngine } from '../refused-by-engine.ts';
import { ListedImages, PullLine } from './engine-answers.ts';
import { type EngineClient, saidBy } from './engine-client.ts';
import { engineGarbled, engineLost, enginePullSilent } from './failure-cause.ts';
import { JsonLines } from './json-lines.ts';
import { LayerSizes, toPullNews } from './to-pull-progress.ts';

/**
 * A pull may take hours, but not a word for this long means that it hangs. Engines tell of every half megabyte they
 * download or extract; registering a large layer on a slow disk is the longest silence there is.
 */
export const PULL_SILENCE_MS = 5 * 60_000;

const LIST_DEADLINE_MS = 10_000;
const MS_PER_MINUTE = 60_000;
const OK = 200;

/** Looks an image up by name. The reference goes into the query alone, never into the path. */
export async function findImage(client: EngineClient, reference: ImageReference): Promise<ImageFacts | null> {
  const { name, tag, digest } = reference;
  const answer = await client.ask({
    path: '/images/json',
    query: { filters: { reference: [name] } }, // by name: with a tag, the engine leaves the digests out
    deadlineMs: LIST_DEADLINE_MS,
  });
  const images = client.parse(ListedImages, answer.body, 'GET /images/json');
  const found = images.find(({ RepoTags, RepoDigests }) =>
    digest === null ? RepoTags.includes(`${name}:${tag}`) : RepoDigests.includes(`${name}@${digest}`),
  );
  if (found === undefined) return null;
  return { id: found.Id, repoDigests: found.RepoDigests.filter((entry) => entry.startsWith(`${name}@`)) };
}

/**
 * One pull, from the request to the result.
 *
 * @param silenceMs how long the engine may say nothing
 */
export function pullImage(
  client: EngineClient,
  reference: ImageReference,
  signal: AbortSignal,
  silenceMs: number,
): Observable<PullProgress> {
  return new Observable((subscriber) => {
    const gone = new AbortController(); // nobody listens any more
    const ended = AbortSignal.any([signal, gone.signal]);
    client
      .whenThereIsRoom(ended, async () => {
        const before = await findImage(client, reference);
        const tell = (progress: PullProgress): void => {
          subscriber.next(progress);
        };
        const digest = await followPull(client, { reference, signal: ended, silenceMs, tell });
        const after = await findImage(client, reference);
        if (after === null)
          throw engineGarbled(client.where, 'it says that it has pulled an image and does not have it');
        tell({ kind: 'result', digest, imageId: after.id, changed: before?.id !== after.id });
        subscriber.complete();
      })
      .catch((error: unknown) => {
        subscriber.error(ended.aborted ? ended.reason : client.failureOf(error));
      });
    return () => {
      gone.abort();
    };
  });
}

interface Following {
  readonly reference: ImageReference;
  readonly signal: AbortSignal;
  readonly silenceMs: number;
  readonly tell: (progress: PullProgress) => void;
}

/** Reads what the engine tells of a pull until it has ended well. @returns the digest it names */
async function followPull(client: EngineClient, following: Following): Promise<string | null> {
  const { reference, signal, silenceMs, tell } = following;
  const { name, tag, digest: pinned } = reference;
  const silence = new AbortController();
  const watchdog = setTimeout(() => {
    silence.abort(enginePullSilent(client.where, silenceMs / MS_PER_MINUTE));
  }, silenceMs);
  const request = {
    method: 'POST',
    path: '/images/create',
    query: { fromImage: name, tag: pinned ?? tag }, // without a tag it would pull every one there is
  } as const;
  try {
    const response = await client.open(request, AbortSignal.any([signal, silence.signal]));
    if (response.statusCode !== OK) throw await client.refusal(request, response);
    const lines = new JsonLines();
    const sizes = new LayerSizes();
    let digest: string | null = null;
    let hasEnded = false;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      watchdog.refresh();
      for (const value of lines.push(chunk)) {
        const news = toPullNews(client.parse(PullLine, value, 'POST /images/create'));
        if (news?.kind === 'error') throw new RefusedByEngine(OK, saidBy(news.message));
        if (news?.kind === 'layer') tell(sizes.complete(news));
        if (news?.kind === 'digest') ({ digest } = news);
        if (news?.kind === 'end') hasEnded = true;
      }
    }
    if (!hasEnded) throw engineLost(client.where);
    return digest;
  } catch (error) {
    throw silence.signal.aborted ? silence.signal.reason : error;
  } finally {
    clearTimeout(watchdog);
  }
}
