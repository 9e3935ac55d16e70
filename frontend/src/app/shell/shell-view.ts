import type { CurrentUser } from '#shared/auth';
import type { EngineError, EngineState } from '#shared/engine';
import type { Freshness } from '../core/directory/freshness';
import { type ProjectSummary, summarizeProjects } from '../core/directory/project-summary';
import type { Directory } from '../core/directory/reduce-services';
import type { Connection } from '../core/realtime/connection';
import type { Watched } from '../core/realtime/topic';
import type { Place } from './trail';

/** What stands around every page. */
export interface ShellView {
  readonly user: CurrentUser;
  readonly place: Place;
  readonly projects: readonly ProjectSummary[];
  readonly connection: Connection;
  readonly freshness: Freshness;
  /** The first picture is on its way. */
  readonly isFirst: boolean;
  /** What answers: `Docker 28.5.2, API 1.51`; null while that is not known. */
  readonly engineName: string | null;
  /** The services are made up. */
  readonly demo: boolean;
  /** Why the engine cannot be used; null if it can. */
  readonly engineTrouble: { readonly error: EngineError; readonly asOf: number | null } | null;
}

export function shellViewOf(
  user: CurrentUser,
  place: Place,
  watched: Watched<Directory>,
  freshness: Freshness,
  connection: Connection,
): ShellView {
  const directory = watched.status === 'known' ? watched.value : null;
  const engine = directory?.engine;
  const error = engine?.status === 'connected' ? null : (engine?.error ?? null);
  return {
    user,
    place,
    projects:
      directory === null ? [] : summarizeProjects(directory.services.values(), freshness.status === 'stale'),
    connection,
    freshness,
    isFirst: watched.status === 'waiting' || (freshness.status === 'none' && engine?.status === 'connecting'),
    engineName: engine === undefined ? null : engineNameOf(engine),
    demo: engine?.kind === 'demo',
    engineTrouble: error && { error, asOf: freshness.status === 'none' ? null : freshness.at },
  };
}

function engineNameOf({ kind, version, apiVersion }: EngineState): string | null {
  if (version === null) return null;
  const name = kind === 'demo' ? 'Demo engine' : 'Docker';
  return apiVersion === null ? `${name} ${version}` : `${name} ${version}, API ${apiVersion}`;
}
