import pLimit from 'p-limit';
import * as z from 'zod/mini';
import { type CommandContext, defineCommand } from '../command.ts';
import { CommandFailed } from '../command-errors.ts';
import { pullImage } from './pull-image.ts';
import { planPulls, type PullPlan, type WantedImage } from './pull-plan.ts';
import { PullProgressBars } from './pull-progress.ts';

const TIMEOUT_MS = 4 * 60 * 60_000;

/** The engine downloads three layers at a time whoever asks; more images at once only make each of them slower. */
const PULLS_AT_ONCE = 3;

/** A message names so many of the images that failed; the steps have them all. */
const NAMED_MAX = 5;

const NoParams = z.strictObject({});
type NoParams = z.infer<typeof NoParams>;

type Outcome = { readonly image: string; readonly words: string } & (
  { readonly status: 'pulled' | 'skipped' } | { readonly status: 'failed'; readonly why: string }
);

export const pullEveryImage = defineCommand<NoParams, PullPlan>({
  id: 'docker.pull-all',
  title: 'Pull all images',
  description:
    'Fetches the newest version of every image that a service uses. Running containers keep the ones they were made from until they are created anew.',
  risk: 'safe',
  role: 'operator',
  confirmation: 'none',
  scope: 'host',
  params: NoParams,
  timeoutMs: TIMEOUT_MS,
  needsEngine: true,
  resolve: (_params, { services }) => planPulls(services.all()),
  target: () => null,
  lock: () => 'images:all',
  services: () => [],

  async run(context) {
    const { wanted, skipped } = context.input;
    for (const { image, why } of skipped) context.line(`${image}: skipped, ${why}.`);
    const queue = wanted.map((image) => ({
      image,
      bars: new PullProgressBars(image.text, (progress) => {
        context.progress(progress);
      }),
    }));
    const outcomes = await pLimit(PULLS_AT_ONCE).map(queue, async ({ image, bars }) =>
      pullOrSay(context, image, bars),
    );
    context.signal.throwIfAborted();
    sayHowItWent(context, outcomes);
    return {};
  },
});

/** An image that fails does not stop the others; a cancel stops them all. */
async function pullOrSay(
  context: CommandContext<PullPlan>,
  image: WantedImage,
  bars: PullProgressBars,
): Promise<Outcome> {
  const { text } = image;
  try {
    if (await isBuiltHere(context, image)) {
      const words = 'skipped, it was built on this machine';
      bars.end('unchanged', words);
      context.line(`${text}: ${words}.`);
      return { image: text, status: 'skipped', words };
    }
    const words = await context.step(`Pull ${text}`, async () => pullImage(context, image, bars));
    return { image: text, status: 'pulled', words };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!context.signal.aborted) context.line(why, 'stderr');
    return { image: text, status: 'failed', words: 'failed', why };
  }
}

/** An image that is here and has no digest of a registry was built, imported or loaded here. */
async function isBuiltHere(
  { ports: { engine }, signal }: CommandContext<PullPlan>,
  { reference }: WantedImage,
): Promise<boolean> {
  signal.throwIfAborted();
  const facts = await engine.image(reference);
  return facts?.repoDigests.length === 0;
}

/** @throws CommandFailed naming the images that failed */
function sayHowItWent(context: CommandContext<PullPlan>, outcomes: readonly Outcome[]): void {
  const failed = outcomes.flatMap((outcome) => (outcome.status === 'failed' ? [outcome] : []));
  const pulled = outcomes.filter(({ status }) => status === 'pulled');
  const changed = pulled.filter(({ words }) => words !== 'up to date');
  context.line(
    `${outcomes.length} images: ${changed.length} newer, ${pulled.length - changed.length} up to date, ${outcomes.length - pulled.length - failed.length} skipped, ${failed.length} failed.`,
  );
  const [first] = failed;
  if (first === undefined) return;
  const names = failed.slice(0, NAMED_MAX).map(({ image }) => image);
  const more = failed.length > NAMED_MAX ? ` and ${failed.length - NAMED_MAX} more` : '';
  throw new CommandFailed(
    'pull_failed',
    `${failed.length} of ${outcomes.length} images could not be pulled: ${names.join(', ')}${more}. ${first.why}`,
  );
}
