/** Names of settings whose values are secrets, wherever the words stand in the name. */
const SECRET_WORDS =
  'pass(?:word|wd|phrase)|secret|token|credential|api[-_.]?key|private[-_.]?key|access[-_.]?key|basicauth|digestauth|auth\\.users';

const SECRET_NAME = new RegExp(SECRET_WORDS, 'i');

/** `NAME=value` inside a word, as in `sh -c "TOKEN=x run"`. */
const SECRET_ASSIGNMENT = new RegExp(`([\\w.-]*(?:${SECRET_WORDS})[\\w.-]*)=("[^"]*"|'[^']*'|\\S+)`, 'gi');

/** A URL that carries a password: `postgres://user:password@host`. */
const URL_WITH_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi;

/** As HTTP clients write it into their complaints: `Authorization: Bearer x`. */
const AUTHORIZATION = /\b(bearer|basic)\s+[\w+/=.~-]{12,}/gi;

const MASK = '•••';

/** A label's value, or null if its name or content says that it is a secret. */
export function labelValue(name: string, value: string): string | null {
  return SECRET_NAME.test(name) ? null : withoutUrlPasswords(value);
}

/** A command line in which `--password=x`, `--password x`, `TOKEN=x` and passwords in URLs are masked. */
export function maskedCommand(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const previous = words[index - 1] ?? '';
    const followsOption = previous.startsWith('-') && !previous.includes('=') && SECRET_NAME.test(previous);
    if (followsOption && !word.startsWith('-')) return MASK;
    return maskedText(word);
  });
}

/** A sentence of a program's in which assignments to secrets, passwords in URLs and tokens are masked. */
export function maskedText(text: string): string {
  return withoutUrlPasswords(
    text.replaceAll(SECRET_ASSIGNMENT, `$1=${MASK}`).replaceAll(AUTHORIZATION, `$1 ${MASK}`),
  );
}

function withoutUrlPasswords(text: string): string {
  return text.replaceAll(URL_WITH_PASSWORD, `$1:${MASK}@`);
}
