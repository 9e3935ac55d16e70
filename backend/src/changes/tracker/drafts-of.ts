import type { ContainerImprint } from '#shared/container-imprint';
import { nameOf } from './container-name.ts';
import { type Differences, differingFields } from './differences.ts';
import type { Draft } from './draft.ts';

/** 128 + 9: ended by SIGKILL. */
const KILLED = 137;

type Base = Pick<Draft, 'at' | 'observed'>;

const NOTHING = { before: null, after: null } as const;

export function replaced(
  before: ContainerImprint,
  after: ContainerImprint,
  differences: Differences,
  base: Base,
): Draft {
  const name = nameOf(after);
  const isUpdate = before.image !== after.image || before.imageId !== after.imageId;
  const fields = differingFields(differences);
  const what = fields.length === 0 ? 'Nothing else differs' : `Different: ${fields.join(', ')}`;
  return {
    ...base,
    kind: isUpdate ? 'updated' : 'recreated',
    service: after.service,
    title: before.image === after.image ? `${name} was recreated` : `${name} was updated to ${after.image}`,
    detail: before.image === after.image ? what : `From ${before.image}. ${what}`,
    tone: 'neutral',
    before: { ...differences.before },
    after: { ...differences.after },
  };
}

export function created(after: ContainerImprint, base: Base): Draft {
  return draft('created', after, `${nameOf(after)} was created`, `Image ${after.image}`, 'neutral', {
    ...base,
    before: null,
    after: { image: after.image, imageId: after.imageId, ports: after.ports, mounts: after.mounts },
  });
}

export function removed(before: ContainerImprint, base: Base): Draft {
  return draft('removed', before, `${nameOf(before)} was removed`, `Image ${before.image}`, 'neutral', {
    ...base,
    before: { image: before.image, imageId: before.imageId, ports: before.ports, mounts: before.mounts },
    after: null,
  });
}

export function renamed(before: ContainerImprint, after: ContainerImprint, base: Base): Draft {
  return draft('renamed', after, `${before.name} was renamed to ${after.name}`, '', 'neutral', {
    ...base,
    before: { name: before.name },
    after: { name: after.name },
  });
}

export function reconfigured(after: ContainerImprint, differences: Differences, base: Base): Draft {
  const fields = differingFields(differences).join(', ');
  return draft('reconfigured', after, `${nameOf(after)}: ${fields} changed`, '', 'neutral', {
    ...base,
    before: { ...differences.before },
    after: { ...differences.after },
  });
}

export function started(after: ContainerImprint, base: Base): Draft {
  return draft('started', after, `${nameOf(after)} was started`, '', 'neutral', { ...base, ...NOTHING });
}

export function restarted(after: ContainerImprint, base: Base): Draft {
  return draft('restarted', after, `${nameOf(after)} was restarted`, '', 'neutral', { ...base, ...NOTHING });
}

export function paused(after: ContainerImprint, base: Base): Draft {
  const word = after.state === 'paused' ? 'was paused' : 'goes on after a pause';
  return draft('paused', after, `${nameOf(after)} ${word}`, '', 'neutral', { ...base, ...NOTHING });
}

export function stopped(after: ContainerImprint, base: Base): Draft {
  return draft('stopped', after, `${nameOf(after)} was stopped`, exitText(after), 'neutral', {
    ...base,
    ...NOTHING,
  });
}

/** @param again what came of it: the engine has started it again by its restart policy, and how often it was left out of the list before */
export function exited(
  after: ContainerImprint,
  base: Base,
  again: { readonly byPolicy: boolean; readonly unlisted: number; readonly exitCode: number | null },
): Draft {
  const code = again.exitCode;
  const title = code === null ? `${nameOf(after)} ended` : `${nameOf(after)} ended with exit code ${code}`;
  const detail = [
    after.oomKilled ? 'It was killed because it ran out of memory.' : '',
    code === KILLED && !after.oomKilled ? 'Something killed it (SIGKILL).' : '',
    again.byPolicy ? 'Its restart policy started it again.' : '',
    again.unlisted > 0 ? `It has ended ${again.unlisted} more times since the entry before.` : '',
  ].filter((sentence) => sentence !== '');
  const tone = code === 0 && !again.byPolicy ? 'neutral' : 'bad';
  return draft('exited', after, title, detail.join(' '), tone, { ...base, ...NOTHING });
}

export function unhealthy(before: ContainerImprint, after: ContainerImprint, base: Base): Draft {
  const times =
    after.failingStreak > 1 ? `The health check failed ${after.failingStreak} times in a row.` : '';
  const said = after.probe === '' ? '' : `It said: ${after.probe}`;
  return draft('health', after, `${nameOf(after)} became unhealthy`, `${times} ${said}`.trim(), 'bad', {
    ...base,
    before: { health: before.health },
    after: { health: after.health },
  });
}

export function healthyAgain(after: ContainerImprint, base: Base): Draft {
  return draft('health', after, `${nameOf(after)} is healthy again`, '', 'good', {
    ...base,
    before: { health: 'unhealthy' },
    after: { health: 'healthy' },
  });
}

function exitText({ exitCode }: ContainerImprint): string {
  return exitCode === null || exitCode === 0 ? '' : `Exit code ${exitCode}`;
}

function draft(
  kind: Draft['kind'],
  { service }: ContainerImprint,
  title: string,
  detail: string,
  tone: Draft['tone'],
  rest: Pick<Draft, 'at' | 'observed' | 'before' | 'after'>,
): Draft {
  return { ...rest, kind, service, title, detail, tone };
}
