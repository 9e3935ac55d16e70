/** An image reference, taken apart for reading. */
export interface ImageReference {
  /** As written: `ghcr.io/immich-app/immich-server:v2.4.1`. */
  readonly full: string;
  /** Without tag and digest; null where only an id is known. */
  readonly repository: string | null;
  /** What tells one release from another: the tag, else a short digest. */
  readonly version: string;
}

const SHORT_DIGEST_LENGTH = 12;

export function imageReferenceOf(image: string): ImageReference {
  const [name = '', digest] = image.split('@', 2);
  if (/^(sha256:)?[0-9a-f]{64}$/.test(name)) return { full: image, repository: null, version: shortId(name) };
  // A colon before the last slash is a registry's port.
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon === -1 ? name : name.slice(0, colon);
  const tag = colon === -1 ? null : name.slice(colon + 1);
  return { full: image, repository, version: tag ?? (digest === undefined ? 'latest' : shortId(digest)) };
}

/** The first twelve digits, as the engine's own tools show an id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, SHORT_DIGEST_LENGTH);
}
