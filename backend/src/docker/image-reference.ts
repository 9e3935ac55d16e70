/** The name of an image at a registry, taken apart. Made by {@link imageReference} alone, so it is always well formed. */
export interface ImageReference {
  /** The short form people write: `redis`, not `docker.io/library/redis`. */
  readonly name: string;
  /** `latest` where none is given; empty where a digest alone says which. */
  readonly tag: string;
  /** `sha256:…`, or null. Where there is one, the tag says nothing. */
  readonly digest: string | null;
  readonly __brand: 'ImageReference';
}

/** Name (255), tag (128) and digest with what stands between them. */
const REFERENCE_MAX_LENGTH = 460;
const NAME_MAX_LENGTH = 255;

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
/** With a dot or a port, or `localhost`: that is how a registry is told from the first part of a path. */
const REGISTRY = new RegExp(`^(?=.*[.:]|localhost$)${LABEL}(?:\\.${LABEL})*(?::[0-9]{1,5})?$`);
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** What `docker run` accepts too, and no registry knows: the id of an image on this machine. */
const IMAGE_ID = /^(?:sha256:)?[0-9a-f]{64}$/;

/**
 * Reads a reference by the grammar of the registries, and nothing beyond it: no pattern, no query, no path that
 * leads elsewhere comes through.
 *
 * @returns null for everything else, ids of images included
 */
export function imageReference(text: string): ImageReference | null {
  if (text.length > REFERENCE_MAX_LENGTH || IMAGE_ID.test(text)) return null;
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? null : text.slice(at + 1);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const name = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : digest === null ? 'latest' : '';
  if (!isName(name)) return null;
  if (hasTag && !TAG.test(tag)) return null;
  if (digest !== null && !DIGEST.test(digest)) return null;
  return { name: shortForm(name), tag, digest } as ImageReference;
}

/** `redis:8.2-alpine`, or `redis@sha256:…` where the digest decides. */
export function referenceText({ name, tag, digest }: ImageReference): string {
  return digest === null ? `${name}:${tag}` : `${name}@${digest}`;
}

function isName(name: string): boolean {
  const parts = name.split('/');
  const [first = ''] = parts;
  const path = parts.length > 1 && REGISTRY.test(first) ? parts.slice(1) : parts;
  return name.length <= NAME_MAX_LENGTH && path.every((part) => PATH_PART.test(part));
}

function shortForm(name: string): string {
  return name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '');
}
