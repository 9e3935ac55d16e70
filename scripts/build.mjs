import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { ensureBuilt } = await import('./lib/build.mjs');
await ensureBuilt();
