import type { Change, ChangeKind } from '#shared/change';
import type { IconName } from '../../ui/icon/icons';
import type { Tone } from '../../ui/status/status';

/** The shape of a kind of change, on a list and on a time axis. */
interface KindLook {
  readonly icon: IconName;
  /** The mark on a time axis. */
  readonly mark: 'up' | 'dot' | 'down' | 'cross' | 'diamond' | 'square';
  readonly word: string;
}

const LOOKS: Readonly<Record<ChangeKind, KindLook>> = {
  operation: { icon: 'check', mark: 'dot', word: 'Operation' },
  updated: { icon: 'up', mark: 'up', word: 'Updated' },
  recreated: { icon: 'sync', mark: 'diamond', word: 'Recreated' },
  reconfigured: { icon: 'key', mark: 'diamond', word: 'Configuration' },
  created: { icon: 'box', mark: 'diamond', word: 'Created' },
  removed: { icon: 'close', mark: 'diamond', word: 'Removed' },
  renamed: { icon: 'copy', mark: 'diamond', word: 'Renamed' },
  started: { icon: 'is-running', mark: 'dot', word: 'Started' },
  stopped: { icon: 'is-stopped', mark: 'diamond', word: 'Stopped' },
  restarted: { icon: 'restart', mark: 'dot', word: 'Restarted' },
  paused: { icon: 'is-paused', mark: 'diamond', word: 'Paused' },
  exited: { icon: 'is-bad', mark: 'cross', word: 'Ended' },
  health: { icon: 'pulse', mark: 'cross', word: 'Health' },
  engine: { icon: 'unplug', mark: 'square', word: 'Engine' },
  host: { icon: 'monitor', mark: 'square', word: 'Host' },
  watch: { icon: 'clock', mark: 'square', word: 'Not watched' },
};

export interface ChangeLook extends KindLook {
  readonly tone: Tone;
}

/** How a change is drawn: a failure always as one, whatever its kind. */
export function lookOf({ kind, tone, actor }: Pick<Change, 'kind' | 'tone' | 'actor'>): ChangeLook {
  const look = LOOKS[kind];
  if (tone === 'bad') return { ...look, icon: 'is-bad', mark: 'cross', tone: 'bad' };
  if (tone === 'good') return { ...look, icon: 'is-ok', mark: 'dot', tone: 'ok' };
  return { ...look, tone: actor === 'outside' && look.mark === 'diamond' ? 'warn' : 'off' };
}

/** Who did it, in the words of the page. */
export function actorText(actor: string): string {
  return actor === 'unknown' ? 'not known' : actor;
}
