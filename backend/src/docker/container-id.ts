/** The id of a container as the engine lists it: 64 hexadecimal digits, and nothing else ever. */
export type ContainerId = string & { readonly __brand: 'ContainerId' };

const PATTERN = /^[0-9a-f]{64}$/;

/** The id, or null if the text is none. The SDK puts ids into the URL as they are, so this is checked at its door. */
export function containerId(text: string): ContainerId | null {
  return PATTERN.test(text) ? (text as ContainerId) : null;
}
