import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Notes1700000000001 implements MigrationInterface {
  readonly name = 'Notes1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE notes (text TEXT NOT NULL)');
  }

  async down(): Promise<void> {
    // not needed here
  }
}

export class Shorter1700000000002 implements MigrationInterface {
  readonly name = 'Shorter1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE notes SET text = 'shortened'`);
  }

  async down(): Promise<void> {
    // not needed here
  }
}

export class Broken1700000000003 implements MigrationInterface {
  readonly name = 'Broken1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE notes SET text = 'half done'`);
    await runner.query('ALTER TABLE missing ADD COLUMN x');
  }

  async down(): Promise<void> {
    // not needed here
  }
}
