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

/** Programs that run another one, named among their arguments. */
const RUNS_ANOTHER =
  /^(?:env|sudo|doas|su|runuser|nice|ionice|chrt|taskset|timeout|nohup|setsid|stdbuf|time|chroot|unshare|nsenter|systemd-run|docker|podman|flock|xargs|busybox)$/;

/**
 * Why a value must not be put into this argument, or null if it may. A list of arguments keeps a value in one piece
 * only as long as the program does not read it as program text itself.
 */
export function readAsProgram(file: string, args: readonly string[], index: number): string | null {
  const programs = programsBefore(file, args.slice(0, index));
  const joining = programs.find((program) => JOINS_ARGUMENTS.test(program));
  if (joining !== undefined)
    return `${joining} hands its arguments to a shell, so no value may be put into them. Write a script with fixed text and call that`;
  const previous = args[index - 1] ?? '';
  const interpreter = programs.find((program) =>
    SCRIPT_OPTIONS.some((known) => known.programs.test(program) && known.option.test(previous)),
  );
  if (interpreter === undefined) return null;
  return `${interpreter} runs what stands after ${previous} as a program, so no value may be put into it. Pass the value as an argument of its own behind it`;
}

/** The program, and what it may run in turn. */
function programsBefore(file: string, args: readonly string[]): readonly string[] {
  const program = basename(file);
  return RUNS_ANOTHER.test(program) ? [program, ...args.map((argument) => basename(argument))] : [program];
}
