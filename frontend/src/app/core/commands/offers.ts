import type { CurrentUser } from '#shared/auth';
import type { CommandDescriptor } from '#shared/command';
import type { Operation } from '#shared/operation';
import { roleIncludes } from '#shared/role';
import type { Service } from '#shared/service';
import type { IconName } from '../../ui/icon/icons';
import type { KeyId } from '../keyboard/key-map';
import { commandWordsOf } from '../operations/operation-words';
import { blockerOf } from './blocker';
import { fillIn, servicesOf, type Target } from './target';

/** Everything that decides what can be done right now. */
export interface ActionContext {
  /** Null while it is not known: then nothing is offered. */
  readonly catalog: readonly CommandDescriptor[] | null;
  readonly user: CurrentUser;
  /** The engine answers, and what is known of it is current. */
  readonly engineReady: boolean;
  readonly active: readonly Operation[];
  /** What was asked for and is not answered yet. */
  readonly pending: readonly PendingRun[];
}

export interface PendingRun {
  readonly command: string;
  readonly target: string | null;
}

/** Why something cannot be done right now, although it may be at another time. */
export interface Blocked {
  readonly reason: string;
  /** The operation in the way; null where it is something else. */
  readonly operationId: string | null;
}

/** Something a person can do to a target. */
export interface Offer {
  readonly command: CommandDescriptor;
  readonly target: Target;
  readonly text: string;
  readonly icon: IconName;
  readonly key: { readonly id: KeyId; readonly cap: string } | null;
  /** Why this person may never do it here; null if they may. */
  readonly locked: string | null;
  readonly blocked: Blocked | null;
}

const ICONS: Readonly<Record<string, IconName>> = {
  'service.start': 'play',
  'service.stop': 'stop',
  'service.restart': 'restart',
  'docker.pull': 'download',
  'docker.pull-all': 'download',
  'compose.up': 'raise',
  'compose.pull': 'download',
  'compose.restart': 'restart',
  'compose.stop': 'stop',
};

const KEYS: Readonly<Record<string, Offer['key']>> = {
  'service.restart': { id: 'restart', cap: 'R' },
  'docker.pull': { id: 'update', cap: 'U' },
};

/** The order in which people look for them. */
const ORDER = [
  'compose.up',
  'compose.pull',
  'service.restart',
  'compose.restart',
  'docker.pull',
  'service.start',
];

/** What can be done to a target, as its state is: no start for what runs, no stop for what does not. */
export function offersFor(target: Target, context: ActionContext): readonly Offer[] {
  return (context.catalog ?? [])
    .filter((command) => isAbout(command, target) && makesSense(command.id, target))
    .map((command) => ({
      command,
      target,
      text: commandWordsOf(command.id, command.title).verb,
      icon: ICONS[command.id] ?? 'terminal',
      key: KEYS[command.id] ?? null,
      locked: lockOf(command, target, context.user),
      blocked: blockerOf(command, target, context),
    }))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

/** Those that would not be refused. */
export function allowed(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter(({ locked }) => locked === null);
}

/** A command for the whole host is one for a service too, where the service answers all it asks: its image. */
function isAbout(command: CommandDescriptor, target: Target): boolean {
  if (command.scope === target.kind) return true;
  if (command.scope !== 'host' || target.kind !== 'service') return false;
  const { params, open } = fillIn(command, target);
  return open.length === 0 && Object.keys(params).length > 0;
}

function makesSense(command: string, target: Target): boolean {
  const services = servicesOf(target);
  switch (command) {
    case 'service.start':
      return !services.every(isUp);
    case 'service.stop':
    case 'service.restart':
    case 'compose.stop':
    case 'compose.restart':
      return services.some(isUp);
    default:
      return true;
  }
}

function isUp({ state }: Service): boolean {
  return state === 'running' || state === 'partial' || state === 'restarting' || state === 'paused';
}

function lockOf(command: CommandDescriptor, target: Target, user: CurrentUser): string | null {
  if (!roleIncludes(user.role, command.role)) return `Your role, ${user.role}, cannot do this.`;
  const { allowedServices, allowedProjects } = command;
  if (
    target.kind === 'service' &&
    allowedServices !== null &&
    !allowedServices.some(covers(target.service))
  ) {
    return 'The configuration does not allow it on this service.';
  }
  const project =
    target.kind === 'service' ? target.service.project : target.kind === 'project' ? target.project : null;
  if (project !== null && allowedProjects !== null && !allowedProjects.includes(project)) {
    return 'The configuration does not allow it on this project.';
  }
  return null;
}

/** An entry is a key, or `project/*` for all of one. */
function covers({ key, project }: Service): (entry: string) => boolean {
  return (entry) => entry === key || entry === `${project}/*` || entry === '*';
}

function placeOf({ command: { id } }: Offer): number {
  const place = ORDER.indexOf(id);
  return place === -1 ? ORDER.length : place;
}
