import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { lookUpHostKey } from './known-hosts.ts';

/** A key in SSH wire format: the length of its type, its type, its bytes. */
function key(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(content)]);
}

const ED25519 = key('ssh-ed25519', 'one');
const line = (hosts: string, of = ED25519, type = 'ssh-ed25519', marker = '') =>
  `${marker}${hosts} ${type} ${of.toString('base64')} comment\n`;

describe('lookUpHostKey', () => {
  it('knows a key under any of the names of its line', () => {
    expect(lookUpHostKey(line('nas,192.168.1.2'), '192.168.1.2', 22, ED25519)).toBe('known');
    expect(lookUpHostKey(line('NAS'), 'nas', 22, ED25519)).toBe('known');
  });

  it('wants the port for a port of its own', () => {
    expect(lookUpHostKey(line('nas'), 'nas', 2222, ED25519)).toBe('unknown');
    expect(lookUpHostKey(line('[nas]:2222'), 'nas', 2222, ED25519)).toBe('known');
  });

  it('reads hashed names', () => {
    const salt = Buffer.from('twenty bytes of salt');
    const digest = createHmac('sha1', salt).update('nas').digest('base64');
    expect(lookUpHostKey(line(`|1|${salt.toString('base64')}|${digest}`), 'nas', 22, ED25519)).toBe('known');
    expect(lookUpHostKey(line(`|1|${salt.toString('base64')}|${digest}`), 'other', 22, ED25519)).toBe(
      'unknown',
    );
  });

  it('tells a changed key from one of another type', () => {
    expect(lookUpHostKey(line('nas'), 'nas', 22, key('ssh-ed25519', 'two'))).toBe('changed');
    expect(lookUpHostKey(line('nas'), 'nas', 22, key('ssh-rsa', 'two'))).toBe('unknown');
  });

  it('refuses a revoked key even if another line knows it', () => {
    const file = line('nas') + line('nas', ED25519, 'ssh-ed25519', '@revoked ');
    expect(lookUpHostKey(file, 'nas', 22, ED25519)).toBe('revoked');
  });

  it('takes nothing from comments, authorities and broken lines', () => {
    const file = `# ${line('nas')}\n${line('nas', ED25519, 'ssh-ed25519', '@cert-authority ')}nas ssh-ed25519\n\n`;
    expect(lookUpHostKey(file, 'nas', 22, ED25519)).toBe('unknown');
  });
});
