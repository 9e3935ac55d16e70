import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './row.ts';

const BROWSER = join(import.meta.dirname, '..', '..', 'dist', 'browser');
const LIMIT_KB = 150;

/** What a browser has to load before the first page shows: the scripts the page names, and what those import at once. */
export function initialJavaScript(): Row {
  const page = readFileSync(join(BROWSER, 'index.html'), 'utf8');
  const wanted = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  const loaded = new Set<string>();
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    const name = file.replace(/^\.?\//, '');
    if (loaded.has(name)) continue;
    loaded.add(name);
    wanted.push(...staticImports(readFileSync(join(BROWSER, name), 'utf8')));
  }
  const bytes = [...loaded].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(BROWSER, name)), { level: 9 }).length,
    0,
  );
  const kilobytes = bytes / 1_000;
  return {
    name: 'initial JavaScript (gzip)',
    ours: `${kilobytes.toFixed(1)} KB in ${loaded.size} files`,
    limit: `${LIMIT_KB} KB`,
    ratio: kilobytes / LIMIT_KB,
    goal: `under ${LIMIT_KB} KB`,
    met: kilobytes < LIMIT_KB,
  };
}

function staticImports(script: string): string[] {
  return [...script.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g)].map((match) => match[1] ?? '');
}
