import { type Change, type ChangeKind, laneOf } from '#shared/change';
import type { IconName } from '../../ui/icon/icons';
import type { Tone } from '../../ui/status/status';
import { operationLookOf } from '../operations/operation-look';

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
  recreated: { icon: 'sync', mark: 'dot', word: 'Recreated' },
  reconfigured: { icon: 'key', mark: 'dot', word: 'Configuration' },
  created: { icon: 'box', mark: 'dot', word: 'Created' },
  removed: { icon: 'close', mark: 'dot', word: 'Removed' },
  renamed: { icon: 'copy', mark: 'dot', word: 'Renamed' },
  started: { icon: 'is-running', mark: 'dot', word: 'Started' },
  stopped: { icon: 'is-stopped', mark: 'dot', word: 'Stopped' },
  restarted: { icon: 'restart', mark: 'dot', word: 'Restarted' },
  paused: { icon: 'is-paused', mark: 'dot', word: 'Paused' },
  exited: { icon: 'is-bad', mark: 'cross', word: 'Ended by itself' },
  health: { icon: 'pulse', mark: 'cross', word: 'Health' },
  engine: { icon: 'unplug', mark: 'square', word: 'Engine' },
  host: { icon: 'monitor', mark: 'square', word: 'Host' },
  watch: { icon: 'clock', mark: 'square', word: 'Not watched' },
};

export interface ChangeLook extends KindLook {
  readonly tone: Tone;
}

/** How a change is drawn: a failure always as one, whatever its kind; then what somebody did outside; then the rest. */
export function lookOf({
  kind,
  tone,
  actor,
  status,
}: Pick<Change, 'kind' | 'tone' | 'actor' | 'status'>): ChangeLook {
  const look = LOOKS[kind];
  if (tone === 'bad') return { ...look, icon: 'is-bad', mark: 'cross', tone: 'bad' };
  if (tone === 'good') return { ...look, icon: 'is-ok', mark: 'dot', tone: 'ok' };
  if (actor === 'outside' && laneOf(kind, null) === 'outside')
    return { ...look, icon: 'outside', mark: 'diamond', tone: 'warn' };
  if (status !== null && status !== 'succeeded') {
    const { glyph, word, tone: toneOfStatus } = operationLookOf(status);
    return { ...look, icon: glyph, word, tone: toneOfStatus };
  }
  return { ...look, tone: 'off' };
}

/** What a kind is called where one is chosen. */
export function kindWord(kind: ChangeKind): string {
  return LOOKS[kind].word;
}

/** Who did it, in the words of the page. What a service does by itself nobody did, in here or outside. */
export function actorOf({ kind, actor }: Pick<Change, 'kind' | 'actor'>): string {
  return actor === 'outside' && laneOf(kind, null) === 'services' ? 'by itself' : actorText(actor);
}

export function actorText(actor: string): string {
  return actor === 'unknown' ? 'not known' : actor;
}
