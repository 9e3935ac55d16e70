import { lastValueFrom, tap } from 'rxjs';
import { type ImageReference, type PullResult, RefusedByEngine } from '../../docker/public.ts';
import type { CommandContext } from '../command.ts';
import { CommandFailed } from '../command-errors.ts';
import type { PullProgressBars } from './pull-progress.ts';
import type { WantedImage } from './pull-plan.ts';

/** Digits of an id that people compare. */
const SHORT_ID_LENGTH = 12;

/**
 * Pulls one image, tells how it comes along, and says what came of it.
 *
 * @returns what came of it, in words
 * @throws CommandFailed with what the registry says
 */
export async function pullImage(
  context: CommandContext<unknown>,
  { reference, text, usedBy }: WantedImage,
  bars: PullProgressBars,
): Promise<string> {
  const { engine } = context.ports;
  context.call({ type: 'engine', request: requestText(reference) });
  bars.begin();
  try {
    const before = await engine.image(reference);
    const { changed, imageId } = await resultOf(context, reference, bars);
    const words = changed
      ? `newer image ${shortId(imageId)}${before === null ? '' : ` instead of ${shortId(before.id)}`}`
      : 'up to date';
    bars.end(changed ? 'succeeded' : 'unchanged', words);
    context.line(
      `${text}: ${words}.${changed && usedBy.length > 0 ? ` Used from the next time they are created: ${usedBy.join(', ')}.` : ''}`,
    );
    return words;
  } catch (error) {
    const failure = error instanceof RefusedByEngine ? pullFailed(text, error) : error;
    bars.end('failed', error instanceof RefusedByEngine ? error.said : 'ended early');
    throw failure;
  }
}

async function resultOf(
  { ports: { engine }, signal }: CommandContext<unknown>,
  reference: ImageReference,
  bars: PullProgressBars,
): Promise<PullResult> {
  const last = await lastValueFrom(
    engine.pull(reference, signal).pipe(
      tap((progress) => {
        if (progress.kind === 'layer') bars.layer(progress);
      }),
    ),
  );
  if (last.kind === 'layer') throw new TypeError('a pull ends with its result');
  return last;
}

function pullFailed(text: string, refusal: RefusedByEngine): CommandFailed {
  const advice = ADVICE.find(({ words }) => words.test(refusal.said))?.advice ?? '';
  return new CommandFailed('pull_failed', `${text} could not be pulled: ${refusal.said}.${advice}`, null, {
    cause: refusal,
  });
}

/** What registries say, and what to do about it. */
const ADVICE: readonly { readonly words: RegExp; readonly advice: string }[] = [
  {
    words: /toomanyrequests|rate limit/i,
    advice: ' The registry limits pulls without an account. Try again in some hours.',
  },
  {
    words: /denied|unauthorized|authentication required|no basic auth/i,
    advice:
      ' The image is private, misspelt or built on this machine. This program pulls without credentials; pull it on the machine itself.',
  },
  { words: /manifest unknown|not found/i, advice: ' The registry has no such tag any more.' },
  { words: /no space left/i, advice: ' Free some space on the disk of the engine and try again.' },
];

function requestText({ name, tag, digest }: ImageReference): string {
  return `POST /images/create?${new URLSearchParams({ fromImage: name, tag: digest ?? tag }).toString()}`;
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, SHORT_ID_LENGTH);
}
