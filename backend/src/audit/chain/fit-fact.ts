import type { AuditFact } from '../audit-trail.ts';

/** Longer texts are cut. A name a person signs in with has at most 64 characters, an image at most about 300. */
const TEXT_MAX_CHARACTERS = 512;

/** Of the details as JSON. Whatever is larger is kept as its beginning: what happened is recorded in any case. */
const DETAILS_MAX_CHARACTERS = 16 * 1024;
const DETAILS_KEPT_CHARACTERS = 8 * 1024;

/** A fact as it is stored: texts that SQLite and UTF-8 give back unchanged, within their limits. */
export interface FittedFact extends Omit<AuditFact, 'details'> {
  /** JSON. */
  readonly details: string;
}

/** Makes a fact fit to be stored. Never refuses one for its size. */
export function fitFact(fact: AuditFact): FittedFact {
  return {
    actor: fitText(fact.actor),
    actorId: fitOptional(fact.actorId),
    action: fitText(fact.action),
    target: fitOptional(fact.target),
    outcome: fact.outcome,
    operationId: fitOptional(fact.operationId),
    address: fitOptional(fact.address),
    details: fitDetails(JSON.stringify(fact.details)),
  };
}

function fitOptional(text: string | null): string | null {
  return text === null ? null : fitText(text);
}

/** Half a character (a lone surrogate) has no UTF-8, and a NUL ends a text for many a tool. */
function fitText(text: string): string {
  const cut = text.length <= TEXT_MAX_CHARACTERS ? text : `${text.slice(0, TEXT_MAX_CHARACTERS - 1)}…`;
  return cut.toWellFormed().replaceAll('\0', '\uFFFD');
}

function fitDetails(json: string): string {
  if (json.length <= DETAILS_MAX_CHARACTERS) return json;
  const beginning = json.slice(0, DETAILS_KEPT_CHARACTERS);
  return JSON.stringify({ cut: true, characters: json.length, beginning });
}
