import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));

/** Writes the pages of the documentation that are made from the program itself. */
await import('./lib/typescript-hooks.mjs');
const { writeFileSync } = await import('node:fs');
const { inRoot } = await import('./lib/root.mjs');
const { generatedPages } = await import('../backend/src/docs.ts');

for (const [path, text] of await generatedPages()) {
  writeFileSync(inRoot(path), text);
  console.error(`Wrote ${path}.`);
}
