import { CommandFailed } from '../command-errors.ts';
import type { CommandContext } from '../command.ts';
import { checkPaths } from './check-paths.ts';
import { ComposeListener } from './compose-listener.ts';
import type { ComposeProject } from './compose-project.ts';

type Context = Pick<
  CommandContext<ComposeProject>,
  'input' | 'call' | 'line' | 'progress' | 'process' | 'step'
>;

/** JSON progress came with this release; before it compose prints the same as plain lines. */
const JSON_SINCE = [2, 29] as const;
const ANSWER_MAX_BYTES = 4_096;

/** In what compose tells its progress: which one this release speaks. */
type ProgressLanguage = 'json' | 'plain';

/** `docker compose` for one project, under the supervision of an operation. */
export class ComposeRun {
  private constructor(
    private readonly context: Context,
    private readonly language: ProgressLanguage,
  ) {}

  /** @throws CommandFailed where the plugin is missing */
  static async begin(context: Context): Promise<ComposeRun> {
    checkPaths(context.input); // again: it may have waited in the queue since it was resolved
    return new ComposeRun(context, languageOf(await version(context)));
  }

  /**
   * Fails if compose would fill in nothing for a variable it does not know: bringing the project up like that would
   * change its containers without anybody having asked for it.
   */
  async checkFiles(): Promise<void> {
    const listener = await this.run(['config', '--quiet']);
    const unset = listener.warnings.flatMap(
      (warning) => /^The "([^"]+)" variable is not set/.exec(warning)?.[1] ?? [],
    );
    if (unset.length === 0) return;
    throw new CommandFailed(
      'compose_variables_missing',
      `The compose files of ${this.context.input.name} use ${[...new Set(unset)].join(', ')}, which this program does not have. Put the values into .env beside the compose file or under compose.environment in the settings file, or write a default into the compose file: \${NAME:-}.`,
    );
  }

  /**
   * Runs one compose command.
   *
   * @throws CommandFailed `compose_failed` with compose's own reason
   */
  async run(command: readonly [string, ...string[]]): Promise<ComposeListener> {
    const listener = new ComposeListener(this.context);
    const spec = composeSpec(this.context.input, [
      '--progress',
      this.language,
      ...profilesOf(this.context.input),
      ...command,
    ]);
    this.context.call({ type: 'process', argv: [spec.file, ...spec.args], cwd: spec.cwd });
    const { exitCode, signal } = await this.context.process(spec, listener.onOutput);
    const reason = listener.end();
    if (exitCode === 0) return listener;
    const how = exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with ${exitCode}`;
    throw new CommandFailed(
      'compose_failed',
      `docker compose ${command[0]} ${how}: ${reason ?? 'it gave no reason'}`,
      exitCode,
    );
  }
}

async function version(context: Context): Promise<string> {
  const heard: Buffer[] = [];
  let bytes = 0;
  const spec = {
    file: context.input.docker,
    args: ['compose', 'version', '--short'],
    env: context.input.env,
    cwd: context.input.workingDir,
  };
  const { exitCode } = await context.process(spec, (_stream, chunk) => {
    bytes += chunk.length;
    if (bytes <= ANSWER_MAX_BYTES) heard.push(chunk);
    return false;
  });
  const answer = Buffer.concat(heard).toString().trim();
  if (exitCode === 0 && /^v?\d+\.\d+/.test(answer)) return answer;
  throw new CommandFailed(
    'compose_missing',
    `${context.input.docker} has no compose plugin (${answer.split('\n')[0] ?? ''}). Install docker-compose-plugin, version 2, or name the folder with cli-plugins: compose: { docker_config: /path } in the settings file.`,
    exitCode,
  );
}

function languageOf(release: string): ProgressLanguage {
  const [major = 0, minor = 0] = release.replace(/^v/, '').split('.').map(Number);
  const [sinceMajor, sinceMinor] = JSON_SINCE;
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor) ? 'json' : 'plain';
}

function composeSpec(project: ComposeProject, args: readonly string[]) {
  return {
    file: project.docker,
    args: [
      'compose',
      `--project-name=${project.name}`,
      `--project-directory=${project.workingDir}`,
      ...project.files.map((file) => `--file=${file}`),
      ...project.envFiles.map((file) => `--env-file=${file}`),
      '--ansi=never',
      ...args,
    ],
    env: project.env,
    cwd: project.workingDir,
  };
}

function profilesOf({ profiles }: ComposeProject): string[] {
  return profiles.map((profile) => `--profile=${profile}`);
}
