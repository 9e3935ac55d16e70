import type { OperationRecord } from './operation-record';

type Call = OperationRecord['calls'][number];

/** What a shell takes as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A call as it was made. Arguments that a shell would take apart are quoted, so that it is seen where each begins
 * and ends, and what is copied does the same when it is pasted.
 */
export function callTextOf(call: Call): string {
  return call.type === 'engine' ? call.request : call.argv.map(quoted).join(' ');
}

function quoted(argument: string): string {
  return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
