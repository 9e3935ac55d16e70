import { EngineRefusal } from './engine-refusal.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  WINCH: 28,
};

export const SIGKILL = 9;
export const SIGTERM = 15;
const HIGHEST = 64;

/** The ones that end a program which has no other plans for them. */
const DEADLY: ReadonlySet<number> = new Set([2, 3, 6, SIGKILL, SIGTERM]);

/** `SIGTERM`, `TERM` or `15`. */
export function parseSignal(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : NUMBERS[text.toUpperCase().replace(/^SIG/, '')];
  if (number === undefined || number < 1 || number > HIGHEST)
    throw EngineRefusal.badRequest(`invalid signal: ${text}`);
  return number;
}

export function isDeadly(signal: number): boolean {
  return DEADLY.has(signal);
}
