/* How amounts of data are written: in decimal units for what is transferred, in binary ones for what is kept. A no-break space holds them together. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const STEP = 1_000;

/** `812 MB`, `1.76 GB` */
export function transferred(bytes: number): string {
  const power = powerOf(bytes);
  return `${inUnit(bytes, power)}\u00A0${UNITS[power] ?? ''}`;
}

/** `374 of 848 MB`, `374 MB of 1.1 GB` */
export function transferredOf(bytes: number, total: number): string {
  const power = powerOf(total);
  const isSameUnit = powerOf(bytes) === power;
  return `${isSameUnit ? inUnit(bytes, power) : transferred(bytes)} of ${transferred(total)}`;
}

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `812 KiB`, `256 MiB`, `1.8 GiB`: memory and disk. */
export function stored(bytes: number): string {
  const power = BINARY_UNITS.findIndex((_unit, each) => bytes / 1024 ** each < 1024);
  const known = power === -1 ? BINARY_UNITS.length - 1 : power;
  const value = bytes / 1024 ** known;
  return `${known > 1 ? Math.round(value * 10) / 10 : Math.round(value)}\u00A0${BINARY_UNITS[known] ?? ''}`;
}

function powerOf(bytes: number): number {
  // What would be written as 1000 of one unit is 1 of the next.
  const rounded = UNITS.findIndex((_unit, power) => bytes / STEP ** power < STEP - 0.5);
  return rounded === -1 ? UNITS.length - 1 : rounded;
}

function inUnit(bytes: number, power: number): string {
  const value = bytes / STEP ** power;
  return power > 1 && value < 10
    ? String(Number(value.toFixed(value < 2 ? 2 : 1)))
    : String(Math.round(value));
}
