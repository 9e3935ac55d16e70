const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const BAR_CELLS = 50;
const NUMBER_WIDTH = 8;

/** Four significant digits, as the engine prints sizes: `36.45kB`, `1.069MB`. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${Number(value.toPrecision(4))}${UNITS[unit] ?? ''}`;
}

/** `[=>      ]  36.45kB/1.069MB`, the bar the engine sends along for terminals. */
export function progressBar(current: number, total: number): string {
  const filled = Math.min(Math.floor((current / total) * 100 * 0.5), BAR_CELLS);
  const bar = `${'='.repeat(filled)}>${' '.repeat(BAR_CELLS - filled)}`;
  return `[${bar}] ${humanSize(current).padStart(NUMBER_WIDTH)}/${humanSize(total)}`;
}
