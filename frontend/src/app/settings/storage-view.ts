import type { AuditStorage } from '#shared/audit';
import { stored } from '../ui/bytes/format-bytes';

/** A figure and what it is made of. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

const COUNT = new Intl.NumberFormat('en-GB');

export function growthFigureOf({ growthPerMonth }: AuditStorage): Figure {
  const name = 'Growth a month';
  if (growthPerMonth === null)
    return { name, value: 'Not known yet', note: 'it is measured over an hour at least' };
  return {
    name,
    value: `about ${stored(growthPerMonth.bytes)}`,
    note: `${COUNT.format(growthPerMonth.entries)} entries`,
  };
}

/** How long an entry is kept, in words. */
export function keptFor({ keepDays }: AuditStorage): string {
  if (keepDays === null) return 'For ever';
  return keepDays === 1 ? 'One day' : `${COUNT.format(keepDays)} days`;
}

/** `1,204 entries, up to number 5,678` */
export function checkpointWords({
  removed,
  throughSeq,
}: NonNullable<AuditStorage['lastCheckpoint']>): string {
  const entries = removed === 1 ? 'One entry' : `${COUNT.format(removed)} entries`;
  return `${entries}, up to number ${COUNT.format(throughSeq)}`;
}

export function countText(count: number): string {
  return COUNT.format(count);
}
