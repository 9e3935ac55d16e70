import * as z from 'zod/mini';

/** From the least to the most powerful: each may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Whether `role` includes everything `needed` may do. */
export function roleIncludes(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
