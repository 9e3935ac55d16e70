import { createHmac } from 'node:crypto';

/** What a known_hosts file says of a host key. Format: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked';

const DEFAULT_PORT = 22;

/**
 * Looks a host key up, as ssh does before it trusts a connection.
 *
 * @param file the text of the known_hosts file
 * @param key the key in SSH wire format, as the server sent it
 */
export function lookUpHostKey(file: string, host: string, port: number, key: Buffer): HostKeyVerdict {
  const name = port === DEFAULT_PORT ? host : `[${host}]:${port}`;
  const type = keyType(key);
  let verdict: HostKeyVerdict = 'unknown';
  for (const line of file.split('\n')) {
    const entry = parseLine(line);
    if (entry?.patterns.some((pattern) => matches(pattern, name)) !== true) continue;
    const same = entry.key === key.toString('base64');
    if (entry.revoked && same) return 'revoked';
    if (entry.revoked) continue;
    if (same) verdict = 'known';
    else if (entry.type === type && verdict === 'unknown') verdict = 'changed';
  }
  return verdict;
}

interface Entry {
  readonly revoked: boolean;
  readonly patterns: readonly string[];
  readonly type: string;
  readonly key: string;
}

function parseLine(line: string): Entry | null {
  const words = line.trim().split(/\s+/);
  const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
  const [hosts = '', type = '', key = ''] = words;
  const isComment = hosts === '' || hosts.startsWith('#');
  // Certificate authorities would need certificate checks that ssh2 does not offer; such lines prove nothing here.
  if (isComment || key === '' || marker === '@cert-authority') return null;
  return { revoked: marker === '@revoked', patterns: hosts.split(','), type, key };
}

function matches(pattern: string, name: string): boolean {
  const hashed = /^\|1\|([^|]+)\|([^|]+)$/.exec(pattern);
  if (hashed === null) return pattern.toLowerCase() === name.toLowerCase();
  const [, salt = '', digest = ''] = hashed;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === digest;
}

/** The key's own name for its type stands in front, with its length in four bytes. */
function keyType(key: Buffer): string {
  return key.length < 4 ? '' : key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}
