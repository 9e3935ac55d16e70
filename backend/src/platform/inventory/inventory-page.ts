import { LIMITS } from '../access/limits.ts';
import { type Inventory, type InventoryEntry } from './inventory.ts';

/** The inventory as `docs/inventory.md`. */
export function inventoryPage({ routes, events }: Inventory): string {
  return [
    '# Every way in',
    '',
    'Generated from the running program by `node scripts/docs.mjs`; a test fails when it differs, or when a route',
    'or event does not say who may use it. Roles include each other: viewer < operator < admin.',
    '',
    '## HTTP',
    '',
    ...table(routes),
    '',
    'A state-changing request whose body is given as “nothing” may send none, or `{}`; unknown keys are refused.',
    'All of `/` else is the browser application: files, no data.',
    '',
    '## Sockets',
    '',
    'Read-only. Nothing is answered before the password was changed, where it has to be.',
    '',
    ...table(events),
    '',
    '## Limits',
    '',
    'By session; where there is none, by address (IPv6: by /64).',
    '',
    '| limit | requests | in |',
    '| --- | --- | --- |',
    ...Object.entries(LIMITS).map(
      ([name, { points, seconds }]) => `| \`${name}\` | ${points} | ${seconds} s |`,
    ),
    '',
  ].join('\n');
}

function table(entries: readonly InventoryEntry[]): string[] {
  return [
    '| | role | limit | takes | before a due password change |',
    '| --- | --- | --- | --- | --- |',
    ...entries.map(({ name, role, limit, input, beforePasswordChange }) => {
      const takes = input === null ? 'nothing' : `\`${input.replaceAll('|', '\\|')}\``;
      return `| \`${name}\` | ${role} | \`${limit}\` | ${takes} | ${beforePasswordChange ? 'yes' : 'no'} |`;
    }),
  ];
}
