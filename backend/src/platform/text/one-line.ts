/** Control characters, those of terminals included, and what separates lines. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const NOT_TEXT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** What a program said, as one line of plain text for a message: nothing in it moves a cursor or turns writing round. */
export function oneLine(text: string, maximum: number): string {
  const line = text
    .slice(0, maximum * 4) // what is longer need not be searched
    .replaceAll(NOT_TEXT, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return line.length <= maximum ? line : `${line.slice(0, maximum - 1).trimEnd()}…`;
}
