import { type EngineModel } from '../model/engine-model.ts';
import { type Profile, compareApiVersions } from './profile.ts';

/** What an answer depends on besides the thing it shows. */
export interface View {
  readonly model: EngineModel;
  readonly profile: Profile;
  /** The API version the request asked for. */
  readonly apiVersion: string;
}

export function isOlderThan({ apiVersion }: View, version: string): boolean {
  return compareApiVersions(apiVersion, version) < 0;
}

/** What the engine writes as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;
