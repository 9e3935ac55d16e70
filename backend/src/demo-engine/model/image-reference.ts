import { EngineRefusal } from './engine-refusal.ts';

/** An image's name taken apart, in the short form people write: `redis`, not `docker.io/library/redis`. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`, or null. Where there is one, the tag says nothing. */
  readonly digest: string | null;
}

const REPOSITORY =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Throws the engine's own complaint when it is not a reference. */
export function parseImageReference(text: string): ImageReference {
  const [named = '', digest = null] = text.split('@');
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const repository = shortForm(hasTag ? named.slice(0, colon) : named);
  const tag = hasTag ? named.slice(colon + 1) : 'latest';
  if (/[A-Z]/.test(repository)) {
    throw EngineRefusal.badRequest(
      `invalid reference format: repository name (${repository}) must be lowercase`,
    );
  }
  if (!REPOSITORY.test(repository) || !TAG.test(tag) || (digest !== null && !DIGEST.test(digest))) {
    throw EngineRefusal.badRequest('invalid reference format');
  }
  return { repository, tag, digest };
}

/** What the engine prints of a repository in progress lines: the path without its registry. */
export function pathOf(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  if (rest.length === 0) return `library/${first}`;
  return /[.:]/.test(first) ? rest.join('/') : repository;
}

function shortForm(repository: string): string {
  return repository.replace(/^docker\.io\//, '').replace(/^library\//, '');
}
