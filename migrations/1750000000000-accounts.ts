import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their sessions and the devices they signed in from. */
export class Accounts1750000000000 implements MigrationInterface {
  readonly name = 'Accounts1750000000000';

  async up(runner: QueryRunner): Promise<void> {
    // TypeORM recognises the last check only if nothing, not even a line break, stands between the two brackets.
    await runner.query(`
      CREATE TABLE "users" (
        "id" text NOT NULL,
        "username" text NOT NULL,
        "name_key" text NOT NULL,
        "role" text NOT NULL,
        "password_hash" text NOT NULL,
        "password_state" text NOT NULL,
        "disabled_at" integer,
        "created_at" integer NOT NULL,
        CONSTRAINT "PK_users" PRIMARY KEY ("id"),
        CONSTRAINT "UQ_users_name_key" UNIQUE ("name_key"),
        CONSTRAINT "CK_users_role" CHECK ("role" IN ('viewer', 'operator', 'admin')),
        CONSTRAINT "CK_users_password_state" CHECK ("password_state" IN ('set', 'single_use', 'used')))`);
    await runner.query(`
      CREATE TABLE "sessions" (
        "id" text NOT NULL,
        "user_id" text NOT NULL,
        "created_at" integer NOT NULL,
        "last_seen_at" integer NOT NULL,
        "expires_at" integer NOT NULL,
        "ends_at" integer NOT NULL,
        "idle_ms" integer NOT NULL,
        "address" text NOT NULL,
        "user_agent" text NOT NULL,
        CONSTRAINT "PK_sessions" PRIMARY KEY ("id"),
        CONSTRAINT "FK_sessions_user" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IX_sessions_user" ON "sessions" ("user_id")`);
    await runner.query(`CREATE INDEX "IX_sessions_expires" ON "sessions" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "devices" (
        "id" text NOT NULL,
        "user_id" text NOT NULL,
        "created_at" integer NOT NULL,
        "last_used_at" integer NOT NULL,
        CONSTRAINT "PK_devices" PRIMARY KEY ("id", "user_id"),
        CONSTRAINT "FK_devices_user" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IX_devices_user" ON "devices" ("user_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "devices"`);
    await runner.query(`DROP TABLE "sessions"`);
    await runner.query(`DROP TABLE "users"`);
  }
}
