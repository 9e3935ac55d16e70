import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their sessions and the devices they signed in from. */
export class Accounts1750000000000 implements MigrationInterface {
  readonly name = 'Accounts1750000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "users" (
        "id" text PRIMARY KEY NOT NULL,
        "username" text COLLATE NOCASE NOT NULL,
        "role" text NOT NULL,
        "password_hash" text NOT NULL,
        "password_state" text NOT NULL,
        "disabled_at" integer,
        "created_at" integer NOT NULL,
        "updated_at" integer NOT NULL,
        CONSTRAINT "UQ_users_username" UNIQUE ("username")
      )`);
    await runner.query(`
      CREATE TABLE "sessions" (
        "id" text PRIMARY KEY NOT NULL,
        "user_id" text NOT NULL,
        "created_at" integer NOT NULL,
        "last_seen_at" integer NOT NULL,
        "expires_at" integer NOT NULL,
        "ends_at" integer NOT NULL,
        "idle_ms" integer NOT NULL,
        "address" text NOT NULL,
        "user_agent" text NOT NULL,
        CONSTRAINT "FK_sessions_user" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IX_sessions_user" ON "sessions" ("user_id")`);
    await runner.query(`CREATE INDEX "IX_sessions_expires" ON "sessions" ("expires_at")`);
    await runner.query(`
      CREATE TABLE "devices" (
        "id" text PRIMARY KEY NOT NULL,
        "user_id" text NOT NULL,
        "created_at" integer NOT NULL,
        "last_used_at" integer NOT NULL,
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
