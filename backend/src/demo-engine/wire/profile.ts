import { type EventOrder } from '../model/container-events.ts';

export const DEMO_VERSIONS = ['20.10', '26.1', '28.5'] as const;
export type DemoVersion = (typeof DEMO_VERSIONS)[number];

/** Where the releases of the engine differ on the wire. */
export interface Profile {
  readonly release: string;
  readonly apiVersion: string;
  readonly minApiVersion: string;
  readonly gitCommit: string;
  readonly goVersion: string;
  readonly buildTime: string;
  readonly containerd: string;
  readonly runc: string;
  readonly eventOrder: EventOrder;
  /** Up to 20.10: `default` for a container without a network of its own, addresses derived from the IP, and so on. */
  readonly isClassic: boolean;
  /** From 26 on, an endpoint lists its DNS names apart from its aliases. */
  readonly hasDnsNames: boolean;
  /** From 28 on: gateway priorities, `EnableIPv4`, the container's id with its graph driver. */
  readonly hasGatewayPriority: boolean;
}

const MODERN = { isClassic: false, hasDnsNames: true } as const;

/** As recorded from the engines of Debian 12, 13 and sid. */
export const PROFILES: Readonly<Record<DemoVersion, Profile>> = {
  '20.10': {
    release: '20.10.24',
    apiVersion: '1.41',
    minApiVersion: '1.12',
    gitCommit: '5d6db84',
    goVersion: 'go1.19.8',
    buildTime: '2023-04-04T18:17:06.000000000+00:00',
    containerd: '1.6.20',
    runc: '1.1.5',
    eventOrder: { deathFirst: true, volumesFirst: false },
    isClassic: true,
    hasDnsNames: false,
    hasGatewayPriority: false,
  },
  '26.1': {
    release: '26.1.5',
    apiVersion: '1.45',
    minApiVersion: '1.24',
    gitCommit: '411e817',
    goVersion: 'go1.21.11',
    buildTime: '2024-07-23T19:43:02.000000000+00:00',
    containerd: '1.7.24',
    runc: '1.1.12',
    eventOrder: { deathFirst: false, volumesFirst: false },
    ...MODERN,
    hasGatewayPriority: false,
  },
  '28.5': {
    release: '28.5.2',
    apiVersion: '1.51',
    minApiVersion: '1.24',
    gitCommit: '89c5e8f',
    goVersion: 'go1.25.3',
    buildTime: '2025-11-05T14:43:17.000000000+00:00',
    containerd: '1.7.29',
    runc: '1.3.3',
    eventOrder: { deathFirst: false, volumesFirst: true },
    ...MODERN,
    hasGatewayPriority: true,
  },
};

/** `1.41` against `1.5`: below zero where `a` is the older one. */
export function compareApiVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA === majorB ? minorA - minorB : majorA - majorB;
}
