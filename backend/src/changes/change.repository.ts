import { Injectable } from '@nestjs/common';
import type { Change } from '#shared/change';
import type { ContainerImprint } from '#shared/container-imprint';
import { Ledger, type LedgerTransaction } from '../platform/database/ledger.ts';
import { toIso } from '../platform/time/clock.ts';
import type { Attribution, RunningThen } from './attribution.ts';
import { projectOf } from './project-of.ts';
import type { Draft } from './tracker/draft.ts';

/** An event and the operation behind it are seen by two clocks, and reported a moment apart. */
const SLACK_MS = 5_000;

/** No operation runs longer than its timeout; the longest there may be. */
const OPERATION_MAX_MS = 24 * 60 * 60_000;

const RUNNING_THEN = `
  SELECT "id", "command", "target", "actor", "services" FROM "operations"
  WHERE "requested_at" > ? AND "started_at" <= ? AND ("finished_at" IS NULL OR "finished_at" >= ?)
    AND "status" IN ('running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'interrupted')
    AND "risk" <> 'read'
  ORDER BY "requested_at" DESC LIMIT 50`;

const INSERT = `
  INSERT INTO "changes"
    ("at", "kind", "service", "title", "detail", "tone", "actor", "operation_id", "before", "after", "known")
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "seq"`;

/** Where changes are written, and what is remembered to notice them. */
@Injectable()
export class ChangeRepository {
  constructor(private readonly ledger: Ledger) {}

  /** The operations that may have caused something at a moment. */
  runningAt(tx: LedgerTransaction, at: number): RunningThen[] {
    return (
      tx.all(RUNNING_THEN, at - OPERATION_MAX_MS, at + SLACK_MS, at - SLACK_MS) as (Omit<
        RunningThen,
        'services'
      > & { readonly services: string })[]
    ).map((row) => ({ ...row, services: JSON.parse(row.services) as string[] }));
  }

  insert(tx: LedgerTransaction, draft: Draft, { actor, operationId, known }: Attribution): Change {
    const { at, kind, service, title, detail, tone, before, after } = draft;
    const { seq } = tx.get(
      INSERT,
      ...[at, kind, service, title, detail, tone, actor, operationId],
      ...[jsonOf(before), jsonOf(after), known],
    ) as { readonly seq: number };
    return {
      id: `c-${seq}`,
      at: toIso(at),
      project: projectOf(service),
      ...{ kind, service, title, detail, tone, actor, operationId, before, after, known },
      status: null,
    };
  }

  knownContainers(): ContainerImprint[] {
    return (this.ledger.all('SELECT "imprint" FROM "known_containers"') as { imprint: string }[]).map(
      ({ imprint }) => JSON.parse(imprint) as ContainerImprint,
    );
  }

  remember(tx: LedgerTransaction, imprint: ContainerImprint): void {
    tx.run(
      `INSERT INTO "known_containers" ("id", "imprint") VALUES (?, ?)
       ON CONFLICT ("id") DO UPDATE SET "imprint" = excluded."imprint"`,
      imprint.id,
      JSON.stringify(imprint),
    );
  }

  forget(tx: LedgerTransaction, id: string): void {
    tx.run('DELETE FROM "known_containers" WHERE "id" = ?', id);
  }

  mark(name: string): string | null {
    const row = this.ledger.get('SELECT "value" FROM "watch_marks" WHERE "name" = ?', name);
    return row === undefined ? null : (row as { readonly value: string }).value;
  }

  setMark(tx: LedgerTransaction, name: string, value: string): void {
    tx.run(
      `INSERT INTO "watch_marks" ("name", "value") VALUES (?, ?)
       ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"`,
      name,
      value,
    );
  }
}

function jsonOf(side: Draft['before']): string | null {
  return side === null ? null : JSON.stringify(side);
}
