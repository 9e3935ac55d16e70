import { COMMAND_IDS } from '#shared/command-ids';
import { isCommandPattern, patternMatches, unknownPattern } from './command-patterns.ts';

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What is wrong between the sections. Works on the settings as they were read, right or wrong, so that it is told
 * together with what is wrong within each.
 */
export function crossProblems(settings: unknown): readonly Problem[] {
  const hostCommands = listAt(settings, 'host_commands');
  const ids = hostCommands.map((command) => textAt(command, 'id'));
  const known = [...COMMAND_IDS, ...ids.filter((id) => id !== null)];
  return [...doubledIds(ids), ...unknownCommands(settings, known), ...placelessRules(settings, hostCommands)];
}

function doubledIds(ids: readonly (string | null)[]): Problem[] {
  return ids.flatMap((id, index) => {
    if (id === null) return [];
    const path = ['host_commands', index, 'id'];
    if (COMMAND_IDS.some((own) => own === id))
      return [{ path, message: `${id} is a command of this program. Choose another id` }];
    return ids.indexOf(id) < index ? [{ path, message: `there already is a ${id}` }] : [];
  });
}

function unknownCommands(settings: unknown, known: readonly string[]): Problem[] {
  const commands = at(settings, 'commands');
  const lists = [
    ...(['allow', 'deny'] as const).map((name) => ({
      path: ['commands', name] as (string | number)[],
      patterns: listAt(commands, name),
    })),
    ...listAt(commands, 'rules').map((rule, index) => ({
      path: ['commands', 'rules', index, 'commands'],
      patterns: listAt(rule, 'commands'),
    })),
  ];
  return lists.flatMap(({ path, patterns }) =>
    patterns.flatMap((pattern, index) => {
      if (typeof pattern !== 'string' || !isCommandPattern(pattern)) return [];
      const message = unknownPattern(pattern, known);
      return message === null ? [] : [{ path: [...path, index], message }];
    }),
  );
}

/** A rule that says where, for commands of the host that act on no service and no project, would narrow nothing. */
function placelessRules(settings: unknown, hostCommands: readonly unknown[]): Problem[] {
  const placed = hostCommands.filter((command) =>
    Object.values(at(command, 'params') ?? {}).some((param) =>
      ['service', 'project'].includes(textAt(param, 'type') ?? ''),
    ),
  );
  const placedIds = placed.map((command) => textAt(command, 'id') ?? '');
  return listAt(at(settings, 'commands'), 'rules').flatMap((rule, index) => {
    const where = ['projects', 'services'].find((name) => at(rule, name) !== undefined);
    const patterns = listAt(rule, 'commands').filter((pattern) => typeof pattern === 'string');
    const onlyHost = patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('host.'));
    if (where === undefined || !onlyHost) return [];
    if (placedIds.some((id) => patterns.some((pattern) => patternMatches(pattern, id)))) return [];
    return [
      {
        path: ['commands', 'rules', index, where],
        message: 'means nothing here: these commands act on no service and no project',
      },
    ];
  });
}

function at(value: unknown, key: string): object | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof found === 'object' && found !== null ? found : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function textAt(value: unknown, key: string): string | null {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof found === 'string' ? found : null;
}
