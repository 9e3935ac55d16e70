import { Command, CommanderError } from 'commander';
import { EXIT } from '../platform/process/exit-codes.ts';
import { CliOutput, type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import type { RunOptions } from './run-commands.ts';

/**
 * Runs one command of the CLI. Each command loads what it needs when it is called: `homelab --help` must not
 * wait for a database driver.
 *
 * @param argv without the interpreter and the script
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], surroundings: CliSurroundings): Promise<number> {
  const output = new CliOutput(surroundings, argv.includes('--json'));
  let exitCode: number = EXIT.done;
  const program = buildProgram(surroundings, (result) => {
    exitCode = output.result(result);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return output.failure(error);
    return error.exitCode === EXIT.done ? EXIT.done : output.badUsage(error.message);
  }
}

type Report = (result: CommandResult) => void;

function buildProgram(surroundings: CliSurroundings, report: Report): Command {
  const program = new Command('homelab')
    .description('Homelab Control Plane on the command line.')
    .option('--json', 'print the result as one JSON document')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    });
  program.command('serve').description('Start the server, as npm start does.').action(surroundings.serve);
  addUserCommands(program.command('user').description('Accounts.'), surroundings, report);
  addDatabaseCommands(program.command('db').description('The database.'), surroundings, report);
  addAuditCommands(program.command('audit').description('The trail.'), surroundings, report);
  addRunCommands(program, surroundings, report);
  addOperationCommands(program.command('operations').description('What was run.'), surroundings, report);
  program
    .command('config')
    .description('The configuration.')
    .command('check')
    .description('Read the environment and the settings file, and report every problem.')
    .action(async () => {
      const { checkConfiguration } = await import('./config-commands.ts');
      report(checkConfiguration(surroundings));
    });
  return program;
}

/** Loaded on demand, hence a function of its own for each group. */
const userCommands = () => import('./user-commands.ts');
const databaseCommands = () => import('./database-commands.ts');
const auditCommands = () => import('./audit-commands.ts');
const runCommands = () => import('./run-commands.ts');
const operationCommands = () => import('./operation-commands.ts');

function addRunCommands(program: Command, surroundings: CliSurroundings, report: Report): void {
  program
    .command('run')
    .description('Run a command, beside the server if one runs. Ctrl-C cancels it.')
    .argument('<command>', 'as “homelab commands” lists it')
    .option('--param <name=value>', 'a parameter; once for each', collect, [])
    .option('--reason <text>', 'why, for the record')
    .option('--confirm <name>', 'the name of the target, where the command asks for it to be typed')
    .action(async (commandId: string, options: Omit<RunOptions, 'json'>) => {
      const { json = false } = program.opts<{ json?: boolean }>();
      report(await (await runCommands()).runCommand(surroundings, commandId, { ...options, json }));
    });
  program
    .command('commands')
    .description('List the commands that may be run here.')
    .action(async () => {
      report(await (await runCommands()).listCommands(surroundings));
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function addOperationCommands(operations: Command, surroundings: CliSurroundings, report: Report): void {
  operations
    .command('list')
    .description('List the newest.')
    .option('--limit <number>', 'how many', '20')
    .action(async (options: { limit: string }) => {
      report(await (await operationCommands()).listOperations(surroundings, options));
    });
  operations
    .command('show')
    .description('Show one, with its steps.')
    .argument('<id>')
    .action(async (id: string) => {
      report(await (await operationCommands()).showOperation(surroundings, id));
    });
}

function addUserCommands(user: Command, surroundings: CliSurroundings, report: Report): void {
  user
    .command('add')
    .description('Make an account.')
    .argument('<name>')
    .option('--role <role>', 'viewer, operator or admin', 'viewer')
    .option('--password-stdin', 'read the password from standard input; otherwise it is asked for, or made')
    .action(async (name: string, options: { role: string; passwordStdin?: true }) => {
      report(await (await userCommands()).addUser(surroundings, name, options));
    });
  user
    .command('passwd')
    .description('Give an account another password and end its sessions.')
    .argument('<name>')
    .option('--password-stdin', 'read the password from standard input; otherwise it is asked for, or made')
    .action(async (name: string, options: { passwordStdin?: true }) => {
      report(await (await userCommands()).resetPassword(surroundings, name, options));
    });
  user
    .command('disable')
    .description('Let an account sign in no more, and end its sessions.')
    .argument('<name>')
    .action(async (name: string) => {
      report(await (await userCommands()).disableUser(surroundings, name));
    });
  user
    .command('enable')
    .description('Let an account sign in again.')
    .argument('<name>')
    .action(async (name: string) => {
      report(await (await userCommands()).enableUser(surroundings, name));
    });
  user
    .command('role')
    .description('Change what an account may do, and end its sessions.')
    .argument('<name>')
    .argument('<role>', 'viewer, operator or admin')
    .action(async (name: string, role: string) => {
      report(await (await userCommands()).changeRole(surroundings, name, role));
    });
  user
    .command('list')
    .description('List all accounts.')
    .action(async () => {
      report(await (await userCommands()).listUsers(surroundings));
    });
}

function addDatabaseCommands(database: Command, surroundings: CliSurroundings, report: Report): void {
  database
    .command('backup')
    .description('Write a consistent copy, whether or not the server runs.')
    .argument('[file]', 'where to; a new file among the backups of the data directory if absent')
    .action(async (file: string | undefined) => {
      report(await (await databaseCommands()).backUp(surroundings, file ?? null));
    });
  database
    .command('check')
    .description('Examine the file for damage.')
    .action(async () => {
      report((await databaseCommands()).check(surroundings));
    });
}

function addAuditCommands(audit: Command, surroundings: CliSurroundings, report: Report): void {
  audit
    .command('verify')
    .description('Check that no entry was changed, removed or put in. Ends with 1 if one was.')
    .option('--head <seq:hash>', 'an end of the chain kept elsewhere, as the log of the server has it')
    .action(async (options: { head?: string }) => {
      report((await auditCommands()).verify(surroundings, options));
    });
  audit
    .command('export')
    .description('Write entries to standard output, or to a new file, oldest first.')
    .requiredOption('--format <format>', 'jsonl or csv')
    .option('--output <file>', 'a file that does not exist yet')
    .option('--from <time>', 'not before, such as 2026-06-18T00:00:00Z')
    .option('--to <time>', 'not after')
    .option('--action <action>', 'such as auth.signed-in')
    .option('--actor <name>', 'who did it')
    .option('--target <target>', 'what it was done to')
    .option('--outcome <outcome>', 'such as failed')
    .option('--operation <id>', 'of one operation')
    .action(async (options: { format: string; output?: string }) => {
      const result = await (await auditCommands()).exportTrail(surroundings, options);
      if (result !== null) report(result);
    });
}
