import type { Role } from '#shared/role';
import { roleIncludes } from '#shared/role';
import type { CommandsSection } from '../../platform/config/settings/commands-section.ts';
import { patternMatches } from '../../platform/config/settings/command-patterns.ts';
import type { CommandRule } from '../command-settings.ts';

type Narrowing = NonNullable<CommandsSection['rules']>[number];

/** What the rules of the settings file leave of a command; null where it is not allowed at all. */
export function narrowedRule(
  { allow = ['*'], deny = [], rules = [] }: CommandsSection,
  commandId: string,
  declaredRole: Role,
): CommandRule | null {
  const names = (patterns: readonly string[]) =>
    patterns.some((pattern) => patternMatches(pattern, commandId));
  if (!names(allow) || names(deny)) return null;
  return rules
    .filter(({ commands }) => names(commands))
    .reduce(narrowBy, { role: declaredRole, services: null, projects: null, reasonRequired: false });
}

function narrowBy(rule: CommandRule, narrowing: Narrowing): CommandRule {
  const services = intersection(rule.services, placesOf(narrowing));
  return {
    role:
      narrowing.role !== undefined && roleIncludes(narrowing.role, rule.role) ? narrowing.role : rule.role,
    services,
    projects:
      services === null ? null : services.filter((key) => key.endsWith('/*')).map((key) => key.slice(0, -2)),
    reasonRequired: rule.reasonRequired || narrowing.reason === 'required',
  };
}

/** A project stands for all its services; null where the rule does not say where. */
function placesOf({ projects, services }: Narrowing): readonly string[] | null {
  if (projects === undefined && services === undefined) return null;
  return [...(projects ?? []).map((project) => `${project}/*`), ...(services ?? [])];
}

function intersection(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  const both = a.flatMap((one) =>
    b.flatMap((other) => (covers(one, other) ? [other] : covers(other, one) ? [one] : [])),
  );
  return [...new Set(both)];
}

/** Whether everything `key` names is named by `pattern`. */
function covers(pattern: string, key: string): boolean {
  return pattern === key || (pattern.endsWith('/*') && key.startsWith(pattern.slice(0, -1)));
}
