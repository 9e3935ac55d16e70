import { Injectable } from '@nestjs/common';
import { AUDIT_PAGE_DEFAULT, type AuditListQuery, type AuditPage } from '#shared/audit';
import { AuditQueryRepository } from './audit-query.repository.ts';
import type { PageEnd } from './page-statement.ts';
import { toEntry } from './to-entry.ts';

/** The trail, a page at a time. */
@Injectable()
export class AuditPages {
  constructor(private readonly entries: AuditQueryRepository) {}

  read({ cursor, limit = AUDIT_PAGE_DEFAULT, ...filter }: AuditListQuery): AuditPage {
    const rows = this.entries.page(filter, pageEndOf(cursor), limit + 1); // one more tells whether there is more
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(toEntry),
      nextCursor: last === undefined ? null : `${last.at}.${last.seq}`,
    };
  }
}

function pageEndOf(cursor: string | undefined): PageEnd | null {
  if (cursor === undefined) return null;
  const [at, seq] = cursor.split('.');
  return { at: Number(at), seq: Number(seq) };
}
