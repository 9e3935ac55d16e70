import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FaultBoard } from '../faults/fault-board.ts';
import { spoil } from '../faults/spoil.ts';
import { EngineRefusal } from '../model/engine-refusal.ts';
import { type EngineModel } from '../model/engine-model.ts';
import { compareApiVersions, type Profile } from '../wire/profile.ts';
import { HttpReply, sendMessage, sendNothing, type Headers, type Reply } from './reply.ts';
import { readTarget, type Target } from './request-target.ts';

export interface ApiParts {
  readonly model: EngineModel;
  readonly profile: Profile;
  readonly faults: FaultBoard;
}

type RouteTarget = Extract<Target, { readonly kind: 'route' }>;

/** The engine's API: from a request to an answer, with whatever faults are on the board in between. */
export class Api {
  readonly #model: EngineModel;
  readonly #profile: Profile;
  readonly #faults: FaultBoard;

  constructor({ model, profile, faults }: ApiParts) {
    this.#model = model;
    this.#profile = profile;
    this.#faults = faults;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const target = readTarget(request.method ?? '', request.url ?? '');
    const reply = new HttpReply(response);
    switch (target.kind) {
      case 'unknown':
        sendMessage(reply, 404, 'page not found');
        return;
      case 'moved':
        sendNothing(reply, 301, { Location: target.to, 'Content-Length': '0' });
        return;
      case 'route':
        this.#answerRoute(target, reply, response);
    }
  }

  #answerRoute(target: RouteTarget, reply: HttpReply, response: ServerResponse): void {
    const faults = this.#faults.take(target.route.endpoint);
    this.#faults.opened(target.route.endpoint, reply);
    spoil(reply, response, faults, (spoiled) => {
      void this.#run(target, spoiled);
    });
  }

  async #run({ route, name, version, query }: RouteTarget, reply: Reply): Promise<void> {
    const profile = claimed(this.#profile, this.#faults.versions());
    const apiVersion = version ?? profile.apiVersion;
    const own = ownHeaders(profile);
    const headers = { ...own, 'Docker-Experimental': 'false' };
    const complaint = aboutVersion(apiVersion, profile);
    if (complaint !== null) {
      sendMessage(reply, 400, complaint, own);
      return;
    }
    try {
      await route.handle({
        method: route.method,
        name,
        query,
        apiVersion,
        reply,
        headers,
        model: this.#model,
        profile,
      });
    } catch (error) {
      const { status, message } =
        error instanceof EngineRefusal ? error : EngineRefusal.failed(String(error));
      sendMessage(reply, status, message, headers);
    }
  }
}

/** An engine that no longer speaks old versions speaks newer ones. */
function claimed(profile: Profile, { max, min }: { readonly max?: string; readonly min?: string }): Profile {
  const minApiVersion = min ?? profile.minApiVersion;
  const apiVersion =
    max ?? (compareApiVersions(minApiVersion, profile.apiVersion) > 0 ? minApiVersion : profile.apiVersion);
  return { ...profile, apiVersion, minApiVersion };
}

function ownHeaders({ apiVersion, release }: Profile): Headers {
  return { 'Api-Version': apiVersion, Ostype: 'linux', Server: `Docker/${release} (linux)` };
}

function aboutVersion(asked: string, { apiVersion, minApiVersion }: Profile): string | null {
  if (compareApiVersions(asked, minApiVersion) < 0) {
    const please = 'please upgrade your client to a newer version';
    return `client version ${asked} is too old. Minimum supported API version is ${minApiVersion}, ${please}`;
  }
  if (compareApiVersions(asked, apiVersion) > 0) {
    return `client version ${asked} is too new. Maximum supported API version is ${apiVersion}`;
  }
  return null;
}
