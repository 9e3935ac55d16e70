/**
 * The newest of the installed kernels of the same flavour as the running one, for `-rt`, `-cloud` and Raspberry Pi
 * kernels stand beside others with the same number; null where none of that flavour is installed.
 */
export function newestKernel(running: string, installed: readonly string[]): string | null {
  const same = installed.filter((version) => flavour(version) === flavour(running));
  return same.reduce<string | null>(
    (newest, version) => (newest === null || compareKernels(version, newest) > 0 ? version : newest),
    null,
  );
}

/** By their numbers, in order: `6.1.0-9` is older than `6.1.0-18`. */
export function compareKernels(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What is left of a version without its numbers: `-amd64`, `+rpt-rpi-v`. */
function flavour(version: string): string {
  return version.replace(/^[\d.]+(?:[-.][\d.]+)*/, '').replaceAll(/\d+/g, '');
}

function numbersOf(version: string): number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}
