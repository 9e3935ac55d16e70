import { Accounts1750000000000 } from './1750000000000-accounts.ts';
import { OperationsAndAudit1760000000000 } from './1760000000000-operations-and-audit.ts';
import { AuditCheckpoints1761000000000 } from './1761000000000-audit-checkpoints.ts';
import { OperationMetrics1762000000000 } from './1762000000000-operation-metrics.ts';
import { Changes1763000000000 } from './1763000000000-changes.ts';
import { AuditList1764000000000 } from './1764000000000-audit-list.ts';
import { ChangeSearch1766000000000 } from './1766000000000-change-search.ts';

/** Every migration, oldest first. The list is explicit so that the bundle needs no file system to find them. */
export const MIGRATIONS = [
  Accounts1750000000000,
  OperationsAndAudit1760000000000,
  AuditCheckpoints1761000000000,
  OperationMetrics1762000000000,
  Changes1763000000000,
  AuditList1764000000000,
  ChangeSearch1766000000000,
] as const;
