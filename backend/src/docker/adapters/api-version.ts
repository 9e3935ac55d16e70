import { EngineFailure } from '../engine-failure.ts';

/** The oldest API this program works with: Docker 20.10, of December 2020. */
const OLDEST_API = '1.41';

/** The newest API this program was tested with: Docker 28.5. A newer engine speaks it too. */
const NEWEST_API = '1.51';

/**
 * The API version both sides speak: the newest that neither is too old for.
 *
 * @param engine what the engine says of itself in `GET /version`
 * @throws EngineFailure if there is none
 */
export function negotiate(engine: { version: string; newest: string; oldest: string }): string {
  if (compare(engine.newest, OLDEST_API) < 0) {
    throw new EngineFailure(
      'engine_too_old',
      `Docker ${engine.version} is too old: it speaks API ${engine.newest}, and this program needs ${OLDEST_API} or newer.`,
      'Upgrade Docker to 20.10 or newer.',
    );
  }
  if (compare(engine.oldest, NEWEST_API) > 0) {
    throw new EngineFailure(
      'engine_too_new',
      `Docker ${engine.version} is too new: it speaks API ${engine.oldest} and newer, and this program knows ${NEWEST_API} and older.`,
      'Upgrade this program.',
    );
  }
  return compare(engine.newest, NEWEST_API) < 0 ? engine.newest : NEWEST_API;
}

/** Negative if `a` is older than `b`. Versions are numbers with a dot, not decimals: 1.9 is older than 1.41. */
function compare(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA === majorB ? minorA - minorB : majorA - majorB;
}
