import { describe, expect, it } from '@jest/globals';
import { hashOf, NO_HASH } from '../chain/encoding.ts';
import { type AuditRow } from '../reading/to-entry.ts';
import { LINE_FORMATS } from './export-lines.ts';

function rowOf(more: Partial<AuditRow>): AuditRow {
  return {
    ...{ seq: 1, at: 1_750_000_000_000, actor: 'marta', actor_id: 'u1', action: 'auth.signed-in' },
    ...{ target: 'marta', outcome: 'succeeded', operation_id: null, address: '192.168.1.20' },
    ...{ details: '{"b":1,"a":"x"}', prev_hash: NO_HASH, hash: 'f'.repeat(64) },
    ...more,
  };
}

describe('CSV', () => {
  const { header } = LINE_FORMATS.csv;
  const line = (row: AuditRow): string => LINE_FORMATS.csv.line(row);

  it('quotes every text and doubles quotes', () => {
    expect(header).toBe(
      'seq,at,actor,actorId,action,target,outcome,operationId,address,details,prevHash,hash\r\n',
    );
    expect(line(rowOf({ actor: 'mar"ta,\r\nx' }))).toBe(
      `1,"2025-06-15T15:06:40.000Z","mar""ta,\r\nx","u1","auth.signed-in","marta","succeeded",,"192.168.1.20","{""b"":1,""a"":""x""}","${NO_HASH}","${'f'.repeat(64)}"\r\n`,
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＠x', '\u00a0=1'])(
    'makes no formula of %j',
    (actor) => {
      expect(line(rowOf({ actor }))).toContain(`,"'${actor}",`);
    },
  );

  it('leaves alone what is no formula', () => {
    expect(line(rowOf({ actor: 'a=1', target: '1-2' }))).toContain(',"a=1","u1","auth.signed-in","1-2",');
  });
});

describe('JSON Lines', () => {
  it('has everything the hash is made of', () => {
    const text = LINE_FORMATS.jsonl.line(rowOf({}));
    expect(text.endsWith('}\n')).toBe(true);
    const entry = JSON.parse(text) as Record<string, string | null> & { seq: number; details: object };
    const fields = [
      ...[entry.seq, Date.parse(entry['at'] ?? ''), entry['actor'], entry['actorId'], entry['action']],
      ...[entry['target'], entry['outcome'], entry['operationId'], entry['address']],
      ...[JSON.stringify(entry.details), entry['prevHash']],
    ];
    const row = rowOf({});
    expect(hashOf(fields)).toBe(
      hashOf([
        ...[row.seq, row.at, row.actor, row.actor_id, row.action, row.target, row.outcome],
        ...[row.operation_id, row.address, row.details, row.prev_hash],
      ]),
    );
  });
});
