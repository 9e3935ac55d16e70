/* eslint-disable no-control-regex -- control characters are what this file is about */

/** A program may write megabytes without an end of line. */
const LINE_MAX_CHARS = 8_000;

/** Colours, cursor movements and titles: instructions to a terminal, which this is not. */
const INSTRUCTIONS = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\-_])/g;

const OTHER_CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** What still counts of a line as it came: a carriage return begins it anew. */
export function currentPart(line: string): string {
  const [text = '', returns = ''] = splitReturns(line);
  return text.slice(text.lastIndexOf('\r') + 1).slice(0, LINE_MAX_CHARS) + returns;
}

/** A line as a person reads it. */
export function visibleText(line: string): string {
  if (!/[\u0000-\u001F\u007F]/.test(line)) return line;
  return line.replace(/\r+$/, '').replace(INSTRUCTIONS, '').replace(OTHER_CONTROLS, '\uFFFD');
}

/** A carriage return at the end takes nothing away yet: what follows it may be the end of the line. */
function splitReturns(line: string): readonly string[] {
  const text = line.replace(/\r+$/, '');
  return [text, line.length > text.length ? '\r' : ''];
}
