import { hostname, networkInterfaces } from 'node:os';
import * as z from 'zod/mini';
import { PASSWORD_MAX_LENGTH, Username } from '#shared/auth';
import { parseDockerHost } from './docker-host.ts';
import { parseNetwork } from './network.ts';

/** One environment variable: how it reads, and what `docs/environment.md` says of it. */
interface Variable<T, Fallback extends string | null> {
  /** From the text of the variable to its value. */
  readonly schema: z.ZodMiniType<T, string>;
  /** The text used when the variable is not set; null means the setting is then absent. */
  readonly fallback: Fallback;
  /** The fallback in words, where the text alone would not explain it. */
  readonly fallbackNote?: string;
  readonly meaning: string;
  /** A secret also reads from the file that `NAME_FILE` names, and is never printed. */
  readonly secret?: boolean;
}

const variable = <T, const Fallback extends string | null>(
  definition: Variable<T, Fallback>,
): Variable<T, Fallback> => definition;

/** Comma-separated, blanks around the commas ignored, empty entries dropped. */
const list = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  ),
);

/** Runs a parser that throws an Error whose message is meant for the person who set the variable. */
function parsedBy<T>(parse: (text: string) => T): z.ZodMiniType<T, string> {
  return z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      try {
        return parse(text);
      } catch (error) {
        context.issues.push({
          code: 'custom',
          input: text,
          message: error instanceof Error ? error.message : String(error),
        });
        return z.NEVER;
      }
    }),
  );
}

const eachEntryParsedBy = <T>(parse: (text: string) => T) => parsedBy((text) => list.parse(text).map(parse));

const port = parsedBy((text) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new Error('needs a port number from 0 to 65535 (0 takes any free one)');
  }
  return value;
});

const flag = parsedBy((text) => {
  if (['1', 'true', 'yes'].includes(text.toLowerCase())) return true;
  if (['0', 'false', 'no', ''].includes(text.toLowerCase())) return false;
  throw new Error('needs 1 or 0');
});

/** The names and addresses by which this machine can be called; computed, so that the defaults fit any machine. */
function ownNames(): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .map((entry) => (entry.family === 'IPv6' ? `[${entry.address}]` : entry.address));
  const name = hostname().toLowerCase();
  return [...new Set(['localhost', '127.0.0.1', '[::1]', name, `${name}.local`, ...addresses])].join(',');
}

const PRIVATE_NETWORKS = [
  '127.0.0.0/8',
  '::1/128',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
];

/** Every environment variable this program reads. There is no other place that reads the environment. */
export const VARIABLES = {
  HOMELAB_HOST: variable({
    schema: z.string(),
    fallback: '127.0.0.1',
    meaning: 'The address to listen on. `0.0.0.0` listens on every IPv4 address of the machine.',
  }),
  HOMELAB_PORT: variable({ schema: port, fallback: '7420', meaning: 'The port to listen on.' }),
  HOMELAB_DATA_DIR: variable({
    schema: z.string(),
    fallback: './var',
    meaning: 'Where the database, its backups and live output are kept. Created if it does not exist.',
  }),
  HOMELAB_CONFIG: variable({
    schema: z.string(),
    fallback: null,
    fallbackNote: '`homelab.yaml` in the data directory, if it exists',
    meaning: 'The settings file. Named here, it has to exist.',
  }),
  HOMELAB_ENGINE: variable({
    schema: z.enum(['docker', 'auto', 'demo'], 'needs docker, auto or demo'),
    fallback: 'docker',
    fallbackNote: '`docker`; `auto` under `npm start`, `demo` under `npm run demo`',
    meaning:
      '`docker`: the real engine only. `auto`: the real engine or, where none is found, the built-in demo engine under a permanent banner. `demo`: the demo engine.',
  }),
  HOMELAB_ADMIN_USERNAME: variable({
    schema: Username,
    fallback: 'admin',
    meaning: 'The name of the first admin, created when there is no account yet.',
  }),
  HOMELAB_ADMIN_PASSWORD: variable({
    schema: z
      .string()
      .check(
        z.maxLength(
          PASSWORD_MAX_LENGTH,
          `is longer than a password may be (${PASSWORD_MAX_LENGTH} characters)`,
        ),
      ),
    fallback: null,
    fallbackNote: 'a single-use one is made, printed once, and must be changed at the first sign-in',
    meaning: 'The password of the first admin. Ignored once there is an account.',
    secret: true,
  }),
  HOMELAB_ALLOWED_HOSTS: variable({
    schema: eachEntryParsedBy((entry) => entry.toLowerCase()),
    fallback: null,
    fallbackNote: "`localhost`, `127.0.0.1`, `[::1]` and the machine's own names and addresses",
    meaning:
      'The names under which this program may be called (the `Host` header; ports are ignored). Any other is answered 400. Set it to the name you type in the browser.',
  }),
  HOMELAB_ALLOWED_NETWORKS: variable({
    schema: eachEntryParsedBy(parseNetwork),
    fallback: PRIVATE_NETWORKS.join(','),
    fallbackNote: 'loopback, RFC 1918, `100.64.0.0/10` (tailnets), `fc00::/7`, `fe80::/10`',
    meaning: 'The client networks that are served, as CIDR. Any other address is answered 403.',
  }),
  HOMELAB_TRUSTED_PROXIES: variable({
    schema: eachEntryParsedBy(parseNetwork),
    fallback: '',
    fallbackNote: 'none',
    meaning: 'The reverse proxies, as addresses or CIDR, whose `X-Forwarded-*` headers are believed.',
  }),
  HOMELAB_LOG_LEVEL: variable({
    schema: z.enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'needs trace, debug, info, warn, error, fatal or silent',
    ),
    fallback: 'info',
    meaning: 'The least severe log line that is written: JSON, or readable text on a terminal.',
  }),
  DOCKER_HOST: variable({
    schema: parsedBy(parseDockerHost),
    fallback: 'unix:///var/run/docker.sock',
    meaning: 'The Docker Engine: `unix://PATH`, `tcp://HOST:PORT` or `ssh://USER@HOST`.',
  }),
  DOCKER_TLS_VERIFY: variable({
    schema: flag,
    fallback: '0',
    meaning:
      'With `tcp://`: use TLS and check the engine’s certificate. Setting `DOCKER_CERT_PATH` does the same.',
  }),
  DOCKER_CERT_PATH: variable({
    schema: z.string(),
    fallback: null,
    meaning: 'The folder with `ca.pem`, `cert.pem` and `key.pem` for `tcp://` with TLS.',
  }),
  SSH_AUTH_SOCK: variable({
    schema: z.string(),
    fallback: null,
    meaning: 'The SSH agent, for `ssh://`. Without one, the usual key files in `~/.ssh` are tried.',
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;
export type Variables = {
  readonly [Name in VariableName]: (typeof VARIABLES)[Name] extends Variable<infer T, infer Fallback>
    ? T | (Fallback extends null ? null : never)
    : never;
};

export const defaultAllowedHosts = ownNames;
