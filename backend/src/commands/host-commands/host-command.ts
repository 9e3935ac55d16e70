import { leadingParam, parseArgumentTemplate } from '../../platform/config/settings/argument-template.ts';
import type { HostCommandParam } from '../../platform/config/settings/host-command-params.ts';
import type { HostCommandSection } from '../../platform/config/settings/host-command-section.ts';
import { CommandFailed, ParamUnresolved } from '../command-errors.ts';
import type { CommandPorts } from '../command-ports.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { type ArgumentValues, fillArguments } from './fill-arguments.ts';
import { type HostParams, paramsSchema } from './params-schema.ts';
import { readEnvironment } from './read-environment.ts';

/** What the parameters of a host command amount to. */
export interface HostCommandInput {
  readonly args: readonly string[];
  /** The service or project it was given; null where it takes none. */
  readonly target: string | null;
  readonly services: readonly string[];
}

const DEFAULT_TIMEOUT_MS = 10 * 60_000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Makes a command of an entry of `host_commands:`. What the entry does not say is taken at its most careful. */
export function hostCommand(section: HostCommandSection): CommandDefinition<HostParams, HostCommandInput> {
  const { id, file, args = [], params = {}, risk = 'disruptive' } = section;
  const template = parseArgumentTemplate(args);
  const confirmation = section.confirm ?? (risk === 'destructive' ? 'typed' : 'simple');
  const leading = new Set(
    template.filter(({ afterOptions }) => !afterOptions).flatMap((element) => leadingParam(element) ?? []),
  );
  const harmless = new Set(Object.keys(params).filter((name) => !leading.has(name)));
  return defineCommand<HostParams, HostCommandInput>({
    id,
    title: section.title,
    description: section.description ?? `Runs ${file} on the machine, as the settings file says.`,
    risk,
    role: section.role ?? 'admin',
    confirmation,
    reasonRequired: section.reason === 'required',
    scope: 'host',
    params: paramsSchema(params, harmless),
    timeoutMs: section.timeout ?? DEFAULT_TIMEOUT_MS,
    needsEngine: Object.values(params).some(({ type }) => type === 'service' || type === 'project'),
    resolve: (values, ports) => {
      const places = placesIn(params, values, ports);
      return { args: fillArguments(template, argumentValues(params, values)), ...places };
    },
    // Somebody who has to type a name needs one.
    target: ({ target }) => target ?? (confirmation === 'typed' ? id : null),
    lock: () => `host:${section.lock ?? id}`,
    services: ({ services }) => services,
    async run(context) {
      const env = { LANG: 'C.UTF-8', PATH, ...(await readEnvironment(section.env ?? {})) };
      const spec = { file, args: context.input.args, cwd: section.cwd ?? '/', env };
      context.call({ type: 'process', argv: [file, ...context.input.args], cwd: spec.cwd });
      const { exitCode, signal } = await context.process(spec);
      if (exitCode === 0) return { exitCode };
      throw new CommandFailed(
        'program_failed',
        exitCode === null
          ? `${file} was ended by ${signal ?? 'a signal'}.`
          : `${file} ended with exit code ${exitCode}. Its output says why.`,
        exitCode,
      );
    },
  });
}

function argumentValues(
  params: Readonly<Record<string, HostCommandParam>>,
  values: HostParams,
): ArgumentValues {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      if (param.type === 'boolean') return [name, values[name] === true ? param.flag : null];
      return [name, String(values[name])];
    }),
  );
}

/** What a service or a project names has to be there. */
function placesIn(
  params: Readonly<Record<string, HostCommandParam>>,
  values: HostParams,
  { services }: Pick<CommandPorts, 'services'>,
): Pick<HostCommandInput, 'target' | 'services'> {
  const found = Object.entries(params).flatMap(([name, { type }]) => {
    const value = String(values[name]);
    if (type === 'service') {
      if (services.find(value) === null)
        throw new ParamUnresolved(name, `There is no service “${value}” now.`);
      return [{ value, keys: [value] }];
    }
    if (type !== 'project') return [];
    const keys = services.ofProject(value).map(({ key }) => key);
    if (keys.length === 0) throw new ParamUnresolved(name, `There is no compose project “${value}” now.`);
    return [{ value, keys }];
  });
  return { target: found[0]?.value ?? null, services: [...new Set(found.flatMap(({ keys }) => keys))] };
}
