import { imageReference, type ImageReference } from '../image-reference.ts';

/** The reference a test writes down. */
export function aReference(text: string): ImageReference {
  const reference = imageReference(text);
  if (reference === null) throw new Error(`not an image reference: ${text}`);
  return reference;
}
