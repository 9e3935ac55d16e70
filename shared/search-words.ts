/** More words than this narrow nothing further. */
const WORDS_MAX = 10;

/** What SQLite drops from within a word. Every other mark ends the word there, and so it does here. */
const DIACRITICS = /[\u0300-\u036F]/g;

/** Letters and digits but for a few of two scripts (New Tai Lue, Vedic) that SQLite does not take for letters. */
const WORD = /(?:(?![\u19B0-\u19C9\u1CF2\u1CF3])[\p{L}\p{N}])+/gu;

/**
 * Characters of which it is known what SQLite makes of each: a test asks it for every one. Of all others its
 * tables and those of this machine say different things: SQLite's end with Unicode 6.
 */
const KNOWN =
  /^[\t\n\r\u0020-\u007E\u00A0-\u00AC\u00AE-\u0130\u0132-\u01DF\u01E2-\u024F\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u03FF\u0400-\u0482\u048A-\u0527\u1E00-\u1E9A\u1E9C-\u1EFF\u2010-\u205F\u20A0-\u20B9\u2190-\u23F3\u2500-\u26FF\u3001-\u3029\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FCC\uAC00-\uD7A3]*$/;

const LATIN_WITH_MARKS = /^[A-Za-z][\u0300-\u036F]+$/;

/**
 * The words a person has typed, cut where the index cuts them; none where there is nothing to search for. It has
 * to be the same cut: the index knows no positions, and refuses a word that it would take for two.
 */
export function wordsOf(text: string): readonly string[] {
  return (text.normalize('NFC').replaceAll(DIACRITICS, '').match(WORD) ?? []).slice(0, WORDS_MAX);
}

/**
 * Whether the index would find a row with these texts: each word is the beginning of one in them.
 *
 * @param words from {@link wordsOf}
 * @returns null where it cannot be told without asking: a word or a text has characters that are not known here
 */
export function matchesWords(words: readonly string[], texts: readonly (string | null)[]): boolean | null {
  const pieces = texts.flatMap((text) => text?.split(/\s+/) ?? []);
  const there = pieces.filter((piece) => KNOWN.test(piece)).flatMap(foldedWordsOf);
  const isAllKnown = pieces.every((piece) => KNOWN.test(piece));
  const answers = words.map((word) => {
    if (!KNOWN.test(word)) return null;
    const wanted = fold(word);
    return there.some((each) => each.startsWith(wanted)) || (isAllKnown ? false : null);
  });
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** The words of a text whose characters are all known, as the index keeps them. */
export function foldedWordsOf(text: string): readonly string[] {
  return (text.match(WORD) ?? []).map(fold);
}

function fold(word: string): string {
  return Array.from(word, foldCharacter).join('');
}

/** Without case, and Latin letters without their marks. Never more than one character, as in SQLite. */
function foldCharacter(character: string): string {
  const parts = character.normalize('NFD');
  const plain = LATIN_WITH_MARKS.test(parts) ? parts.charAt(0) : character;
  const upper = onlyIfOne(plain.toUpperCase(), plain);
  return onlyIfOne(upper.toLowerCase(), plain);
}

function onlyIfOne(characters: string, otherwise: string): string {
  return Array.from(characters).length === 1 ? characters : otherwise;
}
