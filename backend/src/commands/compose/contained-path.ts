import { accessSync, constants, realpathSync } from 'node:fs';
import { isInside } from '../../platform/config/settings/compose-section.ts';

/** Where a path really leads; or why it must not be used. */
export type ContainedPath =
  | { readonly status: 'inside' }
  | { readonly status: 'missing' }
  | { readonly status: 'unreadable' }
  | { readonly status: 'outside'; readonly leadsTo: string };

/** Whether a path, with every symbolic link followed, is readable and lies in one of the roots. */
export function containedPath(path: string, roots: readonly string[]): ContainedPath {
  const leadsTo = realPath(path);
  if (leadsTo === null) return { status: 'missing' };
  const inside = roots.some((root) => {
    const real = realPath(root);
    return real !== null && isInside(real, leadsTo);
  });
  if (!inside) return { status: 'outside', leadsTo };
  try {
    accessSync(leadsTo, constants.R_OK);
    return { status: 'inside' };
  } catch {
    return { status: 'unreadable' };
  }
}

/** Null where it leads nowhere, or through a folder we may not look into. */
function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
