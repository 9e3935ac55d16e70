import { EngineRefusal } from '../model/engine-refusal.ts';
import { parseImageReference, type ImageReference } from '../model/image-reference.ts';
import { repoDigests, repoTags, type Image } from '../model/images.ts';
import { type PullLine } from '../model/pull-plan.ts';
import { distributionView, imageInspectView, imageListView } from '../wire/image-view.ts';
import { type Call } from './call.ts';
import { anyFits, labelsFit, parseFilters, requireKnown, type Filters } from './filters.ts';
import { sendJson } from './reply.ts';

const KNOWN_FILTERS = ['before', 'dangling', 'label', 'reference', 'since', 'until'];

export function listImages(call: Call): void {
  const filters = parseFilters(call);
  requireKnown(filters, KNOWN_FILTERS);
  const images = call.model.images.local().filter((image) => isWanted(image, filters));
  sendJson(
    call.reply,
    200,
    images.map((image) => imageListView(image, call)),
    call.headers,
  );
}

export function inspectImage(call: Call): void {
  sendJson(call.reply, 200, imageInspectView(call.model.images.get(call.name), call), call.headers);
}

export function inspectDistribution({ model, name, reply, headers }: Call): void {
  const image = model.images.published(parseImageReference(name));
  if (image === undefined) throw EngineRefusal.notFound('manifest unknown: manifest unknown');
  sendJson(reply, 200, distributionView(image), headers);
}

/** The progress goes out line by line as it is made; the pull ends with its last reader. */
export function pullImage(call: Call): void {
  const { model, reply, headers } = call;
  let isOpen = false;
  const cancel = model.pulls.start(requestedImage(call), {
    line: (line) => {
      if (!isOpen) reply.head(200, { ...headers, 'Content-Type': 'application/json' });
      isOpen = true;
      reply.write(progressLine(line));
    },
    done: () => {
      reply.end();
    },
  });
  reply.onClose(cancel);
}

function requestedImage({ query }: Call): ImageReference {
  const name = query.get('fromImage') ?? '';
  const tag = query.get('tag') ?? '';
  if (name === '') throw EngineRefusal.badRequest('invalid reference format');
  if (tag === '') return parseImageReference(name);
  return parseImageReference(tag.startsWith('sha256:') ? `${name}@${tag}` : `${name}:${tag}`);
}

/** The engine escapes what HTML would misread. */
function progressLine(line: PullLine): string {
  return `${JSON.stringify(line).replaceAll('>', '\\u003e')}\r\n`;
}

function isWanted(image: Image, filters: Filters): boolean {
  return (
    labelsFit(filters, image.config.labels) &&
    anyFits(filters, 'dangling', (wanted) => String(image.tags.length === 0) === wanted) &&
    anyFits(filters, 'reference', (pattern) =>
      [...repoTags(image), ...repoDigests(image)].some((name) => matches(name, pattern)),
    )
  );
}

/** `*` stands for anything but a slash; a pattern without a tag fits every tag and digest. */
function matches(name: string, pattern: string): boolean {
  const expression = pattern
    .split('*')
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${expression}([:@][^/]*)?$`).test(name);
}
