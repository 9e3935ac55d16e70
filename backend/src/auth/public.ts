import { UserEntity } from './accounts/user.entity.ts';
import { SessionEntity } from './sessions/session.entity.ts';
import { DeviceEntity } from './sign-in/device.entity.ts';

export { AuthModule } from './auth.module.ts';
export { Accounts, BY_SYSTEM, type IssuedAccount } from './accounts/accounts.ts';
export { AccountsModule } from './accounts/accounts.module.ts';
export { type User } from './accounts/user.ts';

/** What this module stores. */
export const AUTH_ENTITIES = [UserEntity, SessionEntity, DeviceEntity] as const;
