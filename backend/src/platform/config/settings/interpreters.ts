import { basename } from 'node:path';

/** Programs that read one of their arguments as a program, by the option in front of that argument. */
const SCRIPT_OPTIONS: readonly { readonly programs: RegExp; readonly option: RegExp }[] = [
  { programs: /^(?:ba|da|a|z|k|fi|c|tc)?sh$|^busybox$/, option: /^-[a-z]*c[a-z]*$/i },
  { programs: /^(?:su|runuser|script|flock)$/, option: /^(?:-[a-z]*c|--command)$/ },
  { programs: /^python[\d.]*$/, option: /^-[a-z]*c$/i },
  { programs: /^(?:perl|ruby|lua|node|php)[\d.]*$/, option: /^-[a-z]*[erp]$|^--(?:eval|print)$/i },
];

/** Programs that join their arguments and hand them to a shell, here or on another machine. */
const JOINS_ARGUMENTS = /^(?:ssh|eval|watch|xargs|parallel|at|batch)$/;

/**
 * Why a value must not be put into this argument, or null if it may. A list of arguments keeps a value in one piece
 * only as long as the program does not read it as program text itself.
 */
export function readAsProgram(file: string, args: readonly string[], index: number): string | null {
  const program = basename(file);
  if (JOINS_ARGUMENTS.test(program))
    return `${program} hands its arguments to a shell, so no value may be put into them. Write a script with fixed text and call that`;
  const previous = args[index - 1] ?? '';
  const option = SCRIPT_OPTIONS.find(({ programs }) => programs.test(program))?.option;
  if (option?.test(previous) !== true) return null;
  return `${program} runs what stands after ${previous} as a program, so no value may be put into it. Pass the value as an argument of its own behind it`;
}
