import { describe, expect, it } from '@jest/globals';
import type { Problem } from '#shared/problem';
import type { ContainerDetail, ServiceDetail } from '#shared/service-detail';
import { containerWith, directoryOf, NOON, serviceWith } from '../../testing/services';
import { serviceHeadViewOf } from './service-head-view';
import {
  neighboursOf,
  type ServicePageParts,
  type ServicePageView,
  servicePageViewOf,
} from './service-page-view';

const address = { key: 'media/jellyfin', project: 'media', name: 'jellyfin' };
const containerDetail = (name: string): ContainerDetail => ({
  ...containerWith({ name }),
  createdAt: NOON,
  finishedAt: null,
  command: [],
  stopTimeoutSeconds: null,
  networkOf: null,
  restartPolicy: { name: 'no', maximumRetries: 0 },
  oomKilled: false,
  engineMessage: '',
  environment: [],
  mounts: [],
  networks: [],
  labels: [],
  healthCheck: null,
});
const detail: ServiceDetail = {
  ...serviceWith('media/jellyfin'),
  containers: [containerDetail('one'), containerDetail('two')],
  compose: null,
};
const problem = (status: number): Problem => ({
  type: '',
  title: '',
  status,
  code: 'x',
  detail: '',
  correlationId: '',
});

function view(change: Partial<ServicePageParts> = {}): ServicePageView {
  return servicePageViewOf({
    address,
    loaded: { detail, failure: null },
    watched: { status: 'known', value: directoryOf([serviceWith('media/jellyfin')]) },
    freshness: { status: 'live', at: Date.parse(NOON) },
    attention: { status: 'known', value: [] },
    container: null,
    ...change,
  });
}

describe('servicePageViewOf', () => {
  it('tells what is on its way from what is missing and what failed', () => {
    expect(view({ loaded: { detail: null, failure: null } }).status).toBe('loading');
    expect(
      view({ loaded: { detail: null, failure: { kind: 'refused', problem: problem(404) } } }).status,
    ).toBe('missing');
    expect(view({ loaded: { detail: null, failure: { kind: 'offline' } } }).status).toBe('failed');
  });

  it('shows the state of the live directory with the details that were loaded', () => {
    const stopped = serviceWith('media/jellyfin', { state: 'stopped' });
    expect(view({ watched: { status: 'known', value: directoryOf([stopped]) } })).toMatchObject({
      service: stopped,
      detail,
    });
  });

  it('keeps what was known of a service that is gone, and says so', () => {
    const gone = view({ watched: { status: 'known', value: directoryOf([]) } });
    expect(gone).toMatchObject({ status: 'shown', removed: true, detail });
    expect(serviceHeadViewOf(gone, 'atlas')).toMatchObject({ look: { word: 'Removed' }, was: 'healthy' });
  });

  it('keeps what was known when it cannot be asked for anew', () => {
    expect(view({ loaded: { detail, failure: { kind: 'offline' } } })).toMatchObject({
      status: 'shown',
      removed: false,
    });
  });

  it('shows the chosen container, or the first', () => {
    expect(view()).toMatchObject({ container: { name: 'one' } });
    expect(view({ container: 'two' })).toMatchObject({ container: { name: 'two' } });
    expect(view({ container: 'three' })).toMatchObject({ container: { name: 'one' } });
  });

  it('calls an old state what it is: unknown', () => {
    const old = view({ freshness: { status: 'stale', at: Date.parse(NOON) } });
    expect(serviceHeadViewOf(old, 'atlas')).toMatchObject({
      look: { word: 'Unknown' },
      was: 'healthy',
      asOf: Date.parse(NOON),
    });
  });
});

describe('neighboursOf', () => {
  it('goes by the order of the directory, and ends at its ends', () => {
    const services = ['media/sonarr', 'media/jellyfin', 'dev/forgejo'].map((key) => serviceWith(key));
    const neighbours = neighboursOf({ status: 'known', value: directoryOf(services) }, address, 'history');
    expect(neighbours).toEqual({
      previous: ['/services', 'dev', 'forgejo', 'history'],
      next: ['/services', 'media', 'sonarr', 'history'],
    });
    expect(neighboursOf({ status: 'waiting' }, address, 'overview')).toEqual({ previous: null, next: null });
  });
});
