import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, readOwner } from './owner.ts';

/** What an engine in the machine's own network changes there, as it was before. */
interface RememberedNetwork {
  readonly interfaces: readonly string[];
  readonly rules: Readonly<Record<FirewallTool, string>>;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly missingFolders: readonly string[];
}

type FirewallTool = 'iptables' | 'ip6tables';

/** What an engine expects in `/run`; one in the machine's network shares the rest of `/run` with the machine. */
export const RUN_FOLDERS: readonly string[] = ['/run/containerd', '/run/docker'];

const FIREWALL_TOOLS: readonly FirewallTool[] = ['iptables', 'ip6tables'];
const SYSCTLS = [
  'net/ipv4/ip_forward',
  'net/ipv6/conf/all/forwarding',
  'net/ipv6/conf/default/forwarding',
  'net/bridge/bridge-nf-call-iptables',
  'net/bridge/bridge-nf-call-ip6tables',
];
const BUILT_IN_CHAINS: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
};

/** One lab engine at a time may use the machine's network; suites that run in parallel wait for each other. */
const LOCK_FILE = 'homelab-lab.host-network';
const LOCK_TIMEOUT_MS = 120_000;
const LOCK_PAUSE_MS = 100;
const MEMORY_FILE = 'host-network.json';

/**
 * Takes the machine's network for the engine of this folder and remembers how it looks.
 * Refuses where a docker0 exists: that is another engine's, and two engines undo each other's rules.
 */
export async function takeHostNetwork(folder: string, ownerFile: string): Promise<void> {
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  while (!tryLock(ownerFile)) {
    if (Date.now() > deadline) {
      throw new Error(
        `another lab engine has used the machine's network for ${LOCK_TIMEOUT_MS} ms (${lockPath()})`,
      );
    }
    await sleep(LOCK_PAUSE_MS);
  }
  const remembered = rememberNetwork();
  if (remembered.interfaces.includes('docker0')) {
    rmSync(lockPath(), { force: true });
    throw new Error(
      'docker0 exists: another Docker engine uses this network. Use a private network, or stop that engine.',
    );
  }
  writeFileSync(join(folder, MEMORY_FILE), JSON.stringify(remembered));
  for (const path of RUN_FOLDERS) mkdirSync(path, { recursive: true });
}

/** Puts back what `takeHostNetwork` remembered for this folder, if it did, and lets the next engine in. */
export function releaseHostNetwork(folder: string): void {
  const file = join(folder, MEMORY_FILE);
  if (!existsSync(file)) return;
  restoreNetwork(parseRemembered(readFileSync(file, 'utf8')));
  rmSync(file);
  rmSync(lockPath(), { force: true });
}

function lockPath(): string {
  return join(tmpdir(), LOCK_FILE);
}

/** A hard link either exists with its content or not at all, so nobody reads a half written lock. */
function tryLock(ownerFile: string): boolean {
  const holder = readOwner(lockPath());
  if (holder !== null && !isAlive(holder)) rmSync(lockPath(), { force: true });
  try {
    linkSync(ownerFile, lockPath());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function rememberNetwork(): RememberedNetwork {
  return {
    missingFolders: RUN_FOLDERS.filter((path) => !existsSync(path)),
    interfaces: readdirSync('/sys/class/net'),
    rules: { iptables: savedRules('iptables'), ip6tables: savedRules('ip6tables') },
    sysctls: Object.fromEntries(
      SYSCTLS.filter((name) => existsSync(`/proc/sys/${name}`)).map((name) => [
        name,
        readFileSync(`/proc/sys/${name}`, 'utf8').trim(),
      ]),
    ),
  };
}

function restoreNetwork(before: RememberedNetwork): void {
  for (const name of readdirSync('/sys/class/net')) {
    if (before.interfaces.includes(name)) continue;
    try {
      execFileSync('/sbin/ip', ['link', 'delete', name], { stdio: 'ignore' });
    } catch {
      // One end of a veth pair takes the other with it.
    }
  }
  for (const tool of FIREWALL_TOOLS) {
    const rules = before.rules[tool] + emptyTables(savedRules(tool), before.rules[tool]);
    execFileSync(`${tool}-restore`, { input: rules, stdio: ['pipe', 'ignore', 'pipe'] });
  }
  for (const [name, value] of Object.entries(before.sysctls)) writeFileSync(`/proc/sys/${name}`, value);
  for (const path of before.missingFolders) rmSync(path, { recursive: true, force: true });
}

/** Restoring replaces only the tables it names, so a table that did not exist before is restored as an empty one. */
function emptyTables(now: string, before: string): string {
  return tablesOf(now)
    .filter((table) => !tablesOf(before).includes(table))
    .map((table) => {
      const chains = (BUILT_IN_CHAINS[table] ?? []).map((chain) => `:${chain} ACCEPT [0:0]\n`);
      return `*${table}\n${chains.join('')}COMMIT\n`;
    })
    .join('');
}

function tablesOf(rules: string): readonly string[] {
  return [...rules.matchAll(/^\*(\w+)$/gm)].flatMap(([, table]) => (table === undefined ? [] : [table]));
}

function savedRules(tool: FirewallTool): string {
  return execFileSync(`${tool}-save`, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function parseRemembered(text: string): RememberedNetwork {
  // Written by rememberNetwork() of this very version a moment ago; a damaged file must stop the clean-up loudly.
  return JSON.parse(text) as RememberedNetwork;
}
