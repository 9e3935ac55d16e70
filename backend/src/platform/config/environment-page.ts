import { VARIABLES } from './variables.ts';

interface Described {
  readonly meaning: string;
  readonly fallback: string | null;
  readonly fallbackNote?: string;
  readonly secret?: boolean;
}

/** The environment variables as `docs/environment.md`. */
export function environmentPage(): string {
  const rows = Object.entries<Described>(VARIABLES).map(([name, variable]) => {
    const names = variable.secret === true ? `\`${name}\` or \`${name}_FILE\`` : `\`${name}\``;
    return `| ${names} | ${defaultOf(variable)} | ${variable.meaning} |`;
  });
  return [
    '# Environment',
    '',
    'Every variable this program reads. Generated from `backend/src/platform/config/variables.ts` by',
    '`node scripts/docs.mjs`; a test fails when it differs.',
    '',
    'An empty variable counts as not set. A secret can be kept in a file that the `_FILE` variant names. An unknown',
    '`HOMELAB_*` variable is an error that names the nearest known one, and all problems are reported at once;',
    '`npm run homelab -- config check` reports them without starting anything.',
    '',
    '| variable | default | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function defaultOf({ fallback, fallbackNote }: Described): string {
  if (fallbackNote !== undefined) return fallbackNote;
  return fallback === null || fallback === '' ? 'none' : `\`${fallback}\``;
}
