import * as z from 'zod/mini';
import { CATALOG } from './catalog.ts';
import type { AnyCommand } from './command.ts';

const MINUTE_MS = 60_000;

const CONFIRMATIONS: Readonly<Record<AnyCommand['confirmation'], string>> = {
  none: 'no question',
  simple: 'asks once more',
  typed: 'asks for the name of its target to be typed',
};

const Properties = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ description: z.optional(z.string()) })),
});

/** The catalog as `docs/commands.md`. */
export function commandsPage(): string {
  return [
    '# Commands',
    '',
    'Everything this program may be asked to execute. Generated from `backend/src/commands/catalog.ts` by',
    '`node scripts/docs.mjs`; a test fails when it differs. The settings file can narrow each of them, and add',
    'programs of the machine ([configuration.md](configuration.md)). What happens when one runs:',
    '[operations.md](operations.md). How to write one: [howto/add-a-command.md](howto/add-a-command.md).',
    '',
    '| command | title | acts on | risk | least role | before it runs | stopped after |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...CATALOG.map(rowOf),
    '',
    'Risk: `read` changes nothing, `safe` loses nothing, `disruptive` takes something away for a while,',
    '`destructive` takes something away for good. The browser asks what stands under “before it runs”; a program',
    'that calls the API has decided.',
    '',
    ...CATALOG.flatMap(sectionOf),
  ].join('\n');
}

function rowOf({ id, title, scope, risk, role, confirmation, timeoutMs }: AnyCommand): string {
  const cells = [`\`${id}\``, title, scope, risk, role, CONFIRMATIONS[confirmation], spanOf(timeoutMs)];
  return `| ${cells.join(' | ')} |`;
}

function sectionOf(command: AnyCommand): readonly string[] {
  const { properties } = Properties.parse(z.toJSONSchema(command.params, { io: 'input' }));
  const params = Object.entries(properties).map(([name, { description }]) =>
    description === undefined ? `- \`${name}\`` : `- \`${name}\`: ${description}`,
  );
  return [
    `## ${command.id}`,
    '',
    command.description,
    '',
    ...(params.length === 0 ? ['No parameters.'] : ['Parameters:', '', ...params]),
    '',
  ];
}

function spanOf(ms: number): string {
  if (ms < MINUTE_MS) return `${ms / 1_000} s`;
  return ms < 60 * MINUTE_MS ? `${ms / MINUTE_MS} min` : `${ms / (60 * MINUTE_MS)} h`;
}
