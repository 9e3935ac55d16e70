import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import { ParamUnresolved } from '../command-errors.ts';
import { pullImage } from './pull-image.ts';
import { planPulls, type WantedImage } from './pull-plan.ts';
import { PullProgressBars } from './pull-progress.ts';

const TIMEOUT_MS = 60 * 60_000;
const REFERENCE_MAX_LENGTH = 512;

const PullParams = z.strictObject({
  image: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(REFERENCE_MAX_LENGTH),
      z.meta({ title: 'Image', description: 'As the service that uses it names it.', 'x-source': 'image' }),
    ),
});
type PullParams = z.infer<typeof PullParams>;

export const pullOneImage = defineCommand<PullParams, WantedImage>({
  id: 'docker.pull',
  title: 'Pull image',
  description:
    'Fetches the newest version of an image that a service uses. Running containers keep the one they were made from until they are created anew.',
  risk: 'safe',
  role: 'operator',
  confirmation: 'none',
  scope: 'host',
  params: PullParams,
  timeoutMs: TIMEOUT_MS,
  needsEngine: true,

  /** What reaches the engine is the reference of a container there is, never the text that was sent. */
  resolve: ({ image }, { services }) => {
    const all = services.all();
    const isUsed = all.some(({ containers }) => containers.some((container) => container.image === image));
    if (!isUsed) throw new ParamUnresolved('image', `No service uses an image “${image}”.`);
    const using = all.flatMap((service) => {
      const containers = service.containers.filter((container) => container.image === image);
      return containers.length === 0 ? [] : [{ ...service, containers }];
    });
    const wanted = planPulls(using).wanted[0];
    if (wanted === undefined)
      throw new ParamUnresolved('image', `“${image}” is the id of an image, which no registry knows.`);
    return wanted;
  },
  target: ({ text }) => text,
  lock: ({ text }) => `image:${text}`,
  services: () => [],

  async run(context) {
    const { input } = context;
    const bars = new PullProgressBars(input.text, (progress) => {
      context.progress(progress);
    });
    await context.step(`Pull ${input.text}`, async () => pullImage(context, input, bars));
    return {};
  },
});
