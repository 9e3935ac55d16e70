import * as z from 'zod/mini';

/*
 * What we read of the engine's answers, and no more. The engine writes null where Go has an empty map or
 * slice, leaves fields out between versions, and adds new ones: so everything is optional that can be.
 * Source: the Docker Engine API reference, versions 1.41 to 1.51.
 */

const text = z.catch(z.string(), '');
const whole = z.catch(z.number(), 0);
const flag = z.catch(z.boolean(), false);
const texts = z.catch(z.array(z.string()), []);

/** A map that may be null, or hold nulls. */
const mapOf = <T extends z.ZodMiniType>(value: T) => z.catch(z.record(z.string(), value), {});

export const VersionAnswer = z.object({
  Version: z.string().check(z.minLength(1), z.maxLength(100)),
  ApiVersion: z.string().check(z.regex(/^\d{1,4}\.\d{1,4}$/)),
  MinAPIVersion: z.catch(z.string().check(z.regex(/^\d{1,4}\.\d{1,4}$/)), '1.12'),
});

export const ListedContainer = z.object({
  Id: z.string(),
  Names: texts,
  ImageID: text,
  State: z.string(),
  Status: text,
});
export type ListedContainer = z.infer<typeof ListedContainer>;

export const ContainerList = z.array(ListedContainer);

const HealthLogEntry = z.object({ Start: text, End: text, ExitCode: whole, Output: text });

const HealthState = z.object({
  Status: text,
  FailingStreak: whole,
  Log: z.catch(z.array(HealthLogEntry), []),
});

export const InspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  Image: text,
  RestartCount: whole,
  State: z.object({
    Status: z.string(),
    ExitCode: whole,
    OOMKilled: flag,
    Error: text,
    StartedAt: text,
    FinishedAt: text,
    Health: z.catch(z.nullable(HealthState), null),
  }),
  Path: text,
  Args: texts,
  Config: z.object({
    Image: text,
    Env: texts,
    Labels: mapOf(z.string()),
    StopTimeout: z.catch(z.nullable(z.int()), null),
    Healthcheck: z.catch(
      z.nullable(
        z.object({ Test: texts, Interval: whole, Timeout: whole, Retries: whole, StartPeriod: whole }),
      ),
      null,
    ),
  }),
  HostConfig: z.object({
    NetworkMode: text,
    Memory: whole,
    NanoCpus: whole,
    RestartPolicy: z.catch(z.object({ Name: text, MaximumRetryCount: whole }), {
      Name: '',
      MaximumRetryCount: 0,
    }),
  }),
  Mounts: z.catch(
    z.array(z.object({ Type: text, Name: text, Source: text, Destination: text, RW: flag })),
    [],
  ),
  NetworkSettings: z.object({
    Ports: mapOf(z.nullable(z.array(z.object({ HostIp: text, HostPort: text })))),
    Networks: mapOf(z.object({ IPAddress: text, Aliases: texts })),
  }),
});
export type InspectedContainer = z.infer<typeof InspectedContainer>;

export const EventLine = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: mapOf(z.string()) }),
  time: z.optional(z.number()),
  timeNano: z.optional(z.number()),
});
export type EventLine = z.infer<typeof EventLine>;

export const ListedImages = z.array(z.object({ Id: text, RepoTags: texts, RepoDigests: texts }));

/** A line of a pull. `error` comes in the middle of an answer that began with 200. */
export const PullLine = z.object({
  status: text,
  id: text,
  error: text,
  errorDetail: z.catch(z.object({ message: text }), { message: '' }),
  progressDetail: z.catch(z.object({ current: whole, total: whole }), { current: 0, total: 0 }),
});
export type PullLine = z.infer<typeof PullLine>;

export const ErrorAnswer = z.object({ message: z.string() });
