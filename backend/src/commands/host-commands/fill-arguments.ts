import type { TemplateElement } from '../../platform/config/settings/argument-template.ts';

/** What stands in for each parameter; null where its argument is left out (a flag that is not set). */
export type ArgumentValues = Readonly<Record<string, string | null>>;

/** The argument list. An element of the template becomes one argument or none, never more. */
export function fillArguments(template: readonly TemplateElement[], values: ArgumentValues): string[] {
  return template.flatMap(({ parts }) => {
    const filled = parts.map((part) => ('text' in part ? part.text : (values[part.param] ?? null)));
    return filled.includes(null) ? [] : [filled.join('')];
  });
}
