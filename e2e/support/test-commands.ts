import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A settings file with commands of the machine that write and end as a test wants them to. */
export interface TestCommands {
  /** What the program is started with. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** Writes `TAG 1 of LINES`, `TAG 2 of LINES` and so on, PACE seconds apart; with `--loud` to both streams. */
const COUNT = `#!/bin/sh
loud=no
if [ "$1" = --loud ]; then loud=yes; shift; fi
shift
n=0
while [ "$n" -lt "$2" ]; do
  n=$((n + 1))
  echo "$1 $n of $2"
  if [ "$loud" = yes ]; then echo "loud $n" >&2; fi
  sleep "$3"
done
`;

const FAIL = `#!/bin/sh
echo 'looking for the disk'
echo 'there is no disk' >&2
exit 3
`;

export function writeTestCommands(): TestCommands {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-commands-'));
  const program = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o755 });
    return path;
  };
  const count = program('count', COUNT);
  const commands = [
    {
      id: 'host.count',
      title: 'Count lines',
      description: 'Writes numbered lines.',
      file: count,
      args: ['{loud}', '--', '{tag}', '{lines}', '{pace}'],
      ...{ role: 'operator', risk: 'safe', confirm: 'none', lock: 'counting' },
      params: {
        tag: { type: 'text', pattern: '[a-z]+', max_length: 12, default: 'line', title: 'Word' },
        lines: { type: 'integer', min: 1, max: 50_000, title: 'Lines', description: 'How many it writes.' },
        pace: { type: 'choice', values: ['0', '0.03', '0.5'], default: '0.03', title: 'Seconds between two' },
        loud: { type: 'boolean', flag: '--loud', title: 'To both streams' },
      },
    },
    {
      id: 'host.count-on',
      title: 'Count on',
      description: 'Keeps the other counting away, and the other way round.',
      file: count,
      args: ['--', 'on', '3', '0'],
      ...{ role: 'operator', risk: 'safe', confirm: 'simple', lock: 'counting' },
    },
    {
      id: 'host.wipe',
      title: 'Wipe the cache',
      description: 'Deletes what the service keeps for speed.',
      file: count,
      args: ['--', '{service}', '1', '0'],
      ...{ role: 'admin', risk: 'destructive', reason: 'required' },
      params: { service: { type: 'service', title: 'Service' } },
    },
    {
      id: 'host.look',
      title: 'Look for the disk',
      file: program('look', FAIL),
      ...{ role: 'operator', risk: 'safe', confirm: 'none' },
    },
  ];
  const settings = join(folder, 'homelab.yaml');
  writeFileSync(settings, JSON.stringify({ name: 'atlas', host_commands: commands }));
  return {
    environment: { HOMELAB_CONFIG: settings },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
