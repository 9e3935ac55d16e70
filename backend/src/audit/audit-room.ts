/** Everybody who watches the trail, all of them admins. */
export const AUDIT_ROOM = 'audit';
