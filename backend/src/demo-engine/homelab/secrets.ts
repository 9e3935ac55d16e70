import { derivedId } from '../model/random.ts';

/** Every made-up password and token of the homelab contains this, so that a test can prove none got out. */
export const DEMO_SECRET_MARK = 'demo-secret-';

/** A password nobody uses, the same one for the same name. */
export function madeUpSecret(name: string): string {
  return `${DEMO_SECRET_MARK}${derivedId('secret', name).slice(0, 20)}`;
}
