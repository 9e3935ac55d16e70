import type { Label } from '#shared/service-detail';
import { compareNames, firstOf } from '../core/directory/order';

/** Written by tools for themselves; a person looks for them last. */
const OF_TOOLS = /^(com\.docker\.|org\.opencontainers\.|org\.label-schema\.)/;

/** The labels a person has written first, each part by name. */
export function sortLabels(labels: readonly Label[]): readonly Label[] {
  return [...labels].sort((a, b) =>
    firstOf(Number(OF_TOOLS.test(a.name)) - Number(OF_TOOLS.test(b.name)), compareNames(a.name, b.name)),
  );
}

/** The labels in whose name or value a text is found. */
export function labelsMatching(labels: readonly Label[], text: string): readonly Label[] {
  const wanted = text.trim().toLowerCase();
  return labels.filter(({ name, value }) => `${name} ${value ?? ''}`.toLowerCase().includes(wanted));
}
