import { closest } from 'fastest-levenshtein';
import {
  leadingParam,
  namesAnOption,
  parseArgumentTemplate,
  type TemplateElement,
} from './argument-template.ts';
import { canBeginWithDash, type HostCommandParam } from './host-command-params.ts';
import { readAsProgram } from './interpreters.ts';
import { CONTROL_CHARACTERS } from './values.ts';

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Checked {
  readonly file: string;
  readonly args?: readonly string[] | undefined;
  readonly risk?: string | undefined;
  readonly confirm?: string | undefined;
  readonly params?: Readonly<Record<string, HostCommandParam>> | undefined;
}

/** What is wrong with a host command beyond the shape of each of its settings. */
export function hostCommandProblems(command: Checked): readonly Problem[] {
  const { args = [], params = {} } = command;
  const template = parseArgumentTemplate(args);
  const used = new Set(template.flatMap(paramsOf));
  return [
    ...template.flatMap((element, index) =>
      elementProblems(command, element, index).map((message) => ({ path: ['args', index], message })),
    ),
    ...Object.keys(params)
      .filter((name) => !used.has(name))
      .map((name) => ({ path: ['params', name], message: `is not used: no argument contains {${name}}` })),
    ...(command.risk === 'destructive' && command.confirm === 'none'
      ? [{ path: ['confirm'], message: 'a destructive command has to be confirmed: simple or typed' }]
      : []),
  ];
}

function elementProblems(
  { file, args = [], params = {} }: Checked,
  element: TemplateElement,
  index: number,
): string[] {
  const names = paramsOf(element);
  const problems: string[] = [];
  if (CONTROL_CHARACTERS.test((args[index] ?? '').replaceAll(/[\n\t]/g, '')))
    problems.push('must not contain control characters');
  if (names.length === 0) return problems;
  problems.push(
    ...names.filter((name) => !(name in params)).map((name) => unknown(name, Object.keys(params))),
  );
  const program = readAsProgram(file, args, index);
  if (program !== null) problems.push(program);
  if (namesAnOption(element)) problems.push('would let the value be the name of an option');
  const leading = leadingParam(element);
  const param = leading === null ? undefined : params[leading];
  if (param !== undefined && !element.afterOptions && canBeginWithDash(param))
    problems.push(
      `{${leading ?? ''}} can begin with a dash and would be read as an option. Put '--' before it, or write it as --name={${leading ?? ''}}`,
    );
  for (const name of names)
    if (params[name]?.type === 'boolean' && element.parts.length > 1)
      problems.push(`{${name}} is a flag and has to be the whole argument`);
  return problems;
}

function paramsOf({ parts }: TemplateElement): string[] {
  return parts.flatMap((part) => ('param' in part ? [part.param] : []));
}

function unknown(name: string, known: readonly string[]): string {
  return known.length === 0
    ? `{${name}} names no parameter: there are no params`
    : `{${name}} names no parameter. Did you mean {${closest(name, [...known])}}?`;
}
