/** Where a key leads in a list of options; null for a key that leads nowhere. */
export function movedBy(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % count;
    case 'ArrowUp':
      return (from - 1 + count) % count;
    case 'Home':
    case 'PageUp':
      return 0;
    case 'End':
    case 'PageDown':
      return count - 1;
    default:
      return null;
  }
}

/** The next option that begins with a letter, round the list; null where none does. */
export function nextBeginningWith(letter: string, texts: readonly string[], from: number): number | null {
  const wanted = letter.toLowerCase();
  for (let step = 1; step <= texts.length; step += 1) {
    const index = (from + step) % texts.length;
    if (texts[index]?.toLowerCase().startsWith(wanted) === true) return index;
  }
  return null;
}
