/**
 * A spreadsheet takes a cell that begins like this for a formula and runs it. With an apostrophe before it, it is
 * a text again. https://owasp.org/www-community/attacks/CSV_Injection, and the full-width forms some accept.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/u;

/** A line of a CSV file (RFC 4180): texts in quotes, quotes doubled. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
