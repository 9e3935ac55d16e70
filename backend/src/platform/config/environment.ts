import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { ConfigurationInvalid, type ConfigurationProblem } from './configuration-invalid.ts';
import { defaultAllowedHosts, VARIABLES, type VariableName, type Variables } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = Object.keys(VARIABLES) as readonly VariableName[];

/**
 * Reads the environment, all of it, once.
 *
 * @throws ConfigurationInvalid with every problem at once
 */
export function readEnvironment(environment: Environment): Variables {
  const problems: ConfigurationProblem[] = unknownVariables(environment);
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of NAMES) {
    const result = readVariable(name, environment);
    if (result.ok) values[name] = result.value;
    else problems.push({ where: name, message: result.message });
  }
  if (problems.length > 0) throw new ConfigurationInvalid(problems);
  return values as Variables; // every name was read above, or a problem was thrown
}

type Reading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

function readVariable(name: VariableName, environment: Environment): Reading {
  const text = textOf(name, environment);
  if (!text.ok) return text;
  if (text.value === null) return { ok: true, value: null };
  const parsed = z.safeParse<z.ZodMiniType>(VARIABLES[name].schema, text.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, message: parsed.error.issues.map((issue) => issue.message).join('; ') };
}

/** An empty variable counts as not set: compose files pass `NAME=` for what nobody filled in. */
function textOf(name: VariableName, environment: Environment): Reading & { readonly value?: string | null } {
  const definition: { secret?: boolean; fallback: string | null } = VARIABLES[name];
  const direct = environment[name];
  if (direct !== undefined && direct !== '') return { ok: true, value: direct };
  const file = definition.secret === true ? environment[`${name}_FILE`] : undefined;
  if (file !== undefined && file !== '') return readSecretFile(name, file);
  if (name === 'HOMELAB_ALLOWED_HOSTS') return { ok: true, value: defaultAllowedHosts() };
  return { ok: true, value: definition.fallback };
}

function readSecretFile(name: VariableName, file: string): Reading & { readonly value?: string } {
  try {
    return { ok: true, value: readFileSync(file, 'utf8').replace(/\r?\n$/, '') };
  } catch (error) {
    return { ok: false, message: `${name}_FILE names ${file}, which cannot be read (${reasonOf(error)})` };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function unknownVariables(environment: Environment): ConfigurationProblem[] {
  const known = new Set(
    NAMES.flatMap((name) => ('secret' in VARIABLES[name] ? [name, `${name}_FILE`] : [name])),
  );
  return Object.keys(environment)
    .filter((name) => name.startsWith('HOMELAB_') && !known.has(name as VariableName))
    .map((name) => ({
      where: name,
      message: `is not a setting of this program. Did you mean ${closest(
        name,
        [...known].filter((other) => other.startsWith('HOMELAB_')),
      )}?`,
    }));
}

/** The settings file: the named one, or `homelab.yaml` in the data directory if there is one. */
export function configFileOf(variables: Variables): string | null {
  if (variables.HOMELAB_CONFIG !== null) return resolve(variables.HOMELAB_CONFIG);
  const usual = resolve(join(variables.HOMELAB_DATA_DIR, 'homelab.yaml'));
  return existsSync(usual) ? usual : null;
}
