import { roleIncludes } from '#shared/role';
import { NO_PROJECT } from '#shared/service';
import { type ActionContext, allowed, type Offer, offersFor } from '../../core/commands/offers';
import { targetKeyOf, targetNameOf } from '../../core/commands/target';
import { imageReferenceOf } from '../../core/directory/image-reference';
import { groupByProject, summarizeProjects } from '../../core/directory/project-summary';
import type { Directory } from '../../core/directory/reduce-services';
import { projectTitle, serviceLink } from '../../core/directory/service-key';
import { statusOf, UNKNOWN_STATUS } from '../../core/directory/service-status';
import type { Theme } from '../../core/theme/theme';
import type { IconName } from '../../ui/icon/icons';
import type { Tone } from '../../ui/status/status';

/** What choosing an entry does. */
export type PaletteDeed =
  | { readonly kind: 'go'; readonly link: readonly string[] }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'keys' }
  | { readonly kind: 'run'; readonly offer: Offer }
  | { readonly kind: 'sign-out' };

export const PALETTE_GROUPS = ['Services', 'Go to', 'Actions'] as const;

export interface PaletteEntry {
  readonly id: string;
  readonly group: (typeof PALETTE_GROUPS)[number];
  readonly text: string;
  /** What tells it from its like. */
  readonly note: string;
  readonly icon: IconName;
  readonly tone: Tone | null;
  /** The state in a word, where the icon shows one. */
  readonly state: string | null;
  readonly keys: readonly string[];
  readonly deed: PaletteDeed;
}

/** Everything the palette can find. */
/** @param context null while it is not known: then nothing can be run from here */
export function paletteEntriesOf(
  directory: Directory | null,
  stale: boolean,
  context: ActionContext | null = null,
): readonly PaletteEntry[] {
  return [
    ...(directory === null ? [] : servicesOf(directory, stale)),
    ...pagesOf(directory, stale),
    ...(context !== null && roleIncludes(context.user.role, 'admin') ? [SETTINGS] : []),
    ...(context === null ? [] : hostRunsOf(context)),
    ...ACTIONS,
    ...(context === null || directory === null ? [] : runsOf(directory, context)),
  ];
}

function servicesOf({ services }: Directory, stale: boolean): readonly PaletteEntry[] {
  return [...groupByProject(services.values()).values()].flat().map((service) => {
    const { glyph, tone, word } = stale ? UNKNOWN_STATUS : statusOf(service);
    const image = service.containers[0]?.image;
    const version = image === undefined ? '' : `, ${imageReferenceOf(image).version}`;
    return {
      id: `service:${service.key}`,
      group: 'Services',
      text: service.name,
      note: projectTitle(service.project) + version,
      icon: glyph,
      tone,
      state: word,
      keys: [],
      deed: { kind: 'go', link: serviceLink(service) },
    };
  });
}

function pagesOf(directory: Directory | null, stale: boolean): readonly PaletteEntry[] {
  const projects = directory === null ? [] : summarizeProjects(directory.services.values(), stale);
  return [
    page('overview', 'Overview', '', 'overview', ['/'], ['G', 'O']),
    page('changes', 'What changed?', '', 'changes', ['/changes'], ['G', 'C']),
    page('operations', 'Operations', '', 'operations', ['/operations'], ['G', 'P']),
    ...projects.map(({ project, title, services, trouble }) =>
      page(
        `project:${project}`,
        title,
        [`${services} ${services === 1 ? 'service' : 'services'}`, trouble]
          .filter((part) => part !== '')
          .join(', '),
        'projects',
        ['/projects', project],
      ),
    ),
    page('password', 'Change password', '', 'key', ['/password']),
  ];
}

function hostRunsOf(context: ActionContext): readonly PaletteEntry[] {
  return allowed(offersFor({ kind: 'host' }, context)).map((offer) => runEntry(offer, ''));
}

/** What can be done to projects and services, as they are. */
function runsOf({ services }: Directory, context: ActionContext): readonly PaletteEntry[] {
  return [...groupByProject(services.values())].flatMap(([project, members]) => {
    const count = `${members.length} ${members.length === 1 ? 'service' : 'services'}`;
    const own =
      project === NO_PROJECT
        ? []
        : allowed(offersFor({ kind: 'project', project, services: members }, context));
    return [
      ...own.map((offer) => runEntry(offer, count)),
      ...members.flatMap((service) =>
        allowed(offersFor({ kind: 'service', service }, context)).map((offer) =>
          runEntry(offer, projectTitle(project)),
        ),
      ),
    ];
  });
}

function runEntry(offer: Offer, note: string): PaletteEntry {
  const { command, target, text, icon, blocked } = offer;
  return {
    id: `run:${command.id}:${targetKeyOf(target) ?? ''}`,
    group: 'Actions',
    text: [text, targetNameOf(target)].filter((part) => part !== '').join(' '),
    note: blocked?.reason ?? note,
    icon: blocked === null ? icon : 'lock',
    tone: null,
    state: null,
    keys: [],
    deed: { kind: 'run', offer },
  };
}

function page(
  id: string,
  text: string,
  note: string,
  icon: IconName,
  link: readonly string[],
  keys: readonly string[] = [],
): PaletteEntry {
  return {
    id: `page:${id}`,
    group: 'Go to',
    text,
    note,
    icon,
    tone: null,
    state: null,
    keys,
    deed: { kind: 'go', link },
  };
}

const SETTINGS = page('settings', 'Settings', '', 'settings', ['/settings'], ['G', 'S']);

const ACTIONS: readonly PaletteEntry[] = [
  action('theme:light', 'Use the light theme', 'sun', { kind: 'theme', theme: 'light' }),
  action('theme:dark', 'Use the dark theme', 'moon', { kind: 'theme', theme: 'dark' }),
  action('theme:system', 'Use the theme of the system', 'monitor', { kind: 'theme', theme: 'system' }),
  action('keys', 'Show keyboard shortcuts', 'keyboard', { kind: 'keys' }, ['?']),
  action('sign-out', 'Sign out', 'sign-out', { kind: 'sign-out' }),
];

function action(
  id: string,
  text: string,
  icon: IconName,
  deed: PaletteDeed,
  keys: readonly string[] = [],
): PaletteEntry {
  return { id: `action:${id}`, group: 'Actions', text, note: '', icon, tone: null, state: null, keys, deed };
}
