import type * as z from 'zod/mini';
import { roleIncludes } from '#shared/role';
import { RoleTooLow } from '../../platform/access/access-errors.ts';
import { parseRequest } from '../../platform/errors/parse.ts';
import { InvalidRequest } from '../../platform/errors/request-errors.ts';
import type { AnyCommand } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { CommandRule } from '../command-settings.ts';
import type { CommandCatalog } from '../command-catalog.ts';
import type { CommandRequest, PreparedRun } from './command-request.ts';
import { EngineUnreachable, InvalidParams, TargetNotAllowed, UnknownCommand } from './run-errors.ts';

/**
 * Every check of a request that needs no transaction, in the order a person would want to hear of them.
 *
 * @throws AppError for the first check that fails; nothing has happened then
 */
export function prepare(request: CommandRequest, catalog: CommandCatalog, ports: CommandPorts): PreparedRun {
  const { command, rule } = findAllowed(request.commandId, catalog, ports);
  checkRole(request, rule);
  const params = parseParams(command, request.params);
  checkEngine(command, ports);
  const input: unknown = command.resolve(params, ports);
  const target = command.target(input);
  const services = command.services(input);
  checkTarget(command, rule, target, services);
  checkReason(command, rule, request.reason);
  checkConfirmation(command, target, request.confirm);
  return { request, command, input, target, services, lockKey: command.lock(input) };
}

/** @throws UnknownCommand where the catalog does not have it or the configuration leaves it out */
function findAllowed(
  id: string,
  catalog: CommandCatalog,
  { settings }: Pick<CommandPorts, 'settings'>,
): { readonly command: AnyCommand; readonly rule: CommandRule } {
  const command = catalog.find(id);
  const rule = command === null ? null : settings.ruleFor(command.id, command.role);
  if (command === null || rule === null) throw new UnknownCommand(id);
  return { command, rule };
}

function checkRole({ actor }: CommandRequest, rule: CommandRule): void {
  if (!roleIncludes(actor.role, rule.role)) throw new RoleTooLow(actor.role, rule.role);
}

function parseParams(command: AnyCommand, params: CommandRequest['params']): unknown {
  try {
    return parseRequest(command.params as z.ZodMiniType, params);
  } catch (error) {
    throw error instanceof InvalidRequest ? new InvalidParams(error.issues) : error;
  }
}

/** Before anything is looked up: what a name means can only be told from a live directory. */
function checkEngine(command: AnyCommand, { services }: CommandPorts): void {
  if (command.needsEngine && !services.isLive()) throw new EngineUnreachable();
}

function checkTarget(
  command: AnyCommand,
  rule: CommandRule,
  target: string | null,
  touched: readonly string[],
): void {
  const forbidden = touched.find((key) => !allowsService(rule, key));
  if (forbidden !== undefined) throw new TargetNotAllowed(command.id, forbidden);
  if (command.scope === 'project' && target !== null && rule.projects?.includes(target) === false)
    throw new TargetNotAllowed(command.id, target);
}

function allowsService({ services }: CommandRule, key: string): boolean {
  return (
    services === null || services.includes(key) || services.includes(`${key.slice(0, key.indexOf('/'))}/*`)
  );
}

function checkReason(command: AnyCommand, rule: CommandRule, reason: string | null): void {
  const required = rule.reasonRequired || command.reasonRequired === true;
  if (required && (reason === null || reason.trim() === ''))
    throw new InvalidParams([{ path: 'reason', message: 'This command asks for a reason. Say why.' }]);
}

/** `simple` is asked by the browser alone: a program that calls the API has decided. */
function checkConfirmation(command: AnyCommand, target: string | null, typed: string | null): void {
  if (command.confirmation !== 'typed') return;
  const name = target ?? command.id;
  if (typed !== name)
    throw new InvalidParams([
      { path: 'confirm', message: `Type “${name}” to confirm what you are about to do.` },
    ]);
}
