import type { ServiceDetail } from '#shared/service-detail';

type Container = ServiceDetail['containers'][number];

let made = 0;

/** A service of a compose project that runs well, except for what the test says. */
export function aService(
  key: string,
  facts: Partial<Omit<ServiceDetail, 'containers'>> & { readonly container?: Partial<Container> } = {},
): ServiceDetail {
  const [project = '', name = ''] = key.split('/');
  const { container, ...rest } = facts;
  made += 1;
  return {
    key,
    project,
    name,
    state: 'running',
    health: 'none',
    updatedAt: '2026-06-01T10:00:00.000Z',
    compose: {
      project,
      service: name,
      workingDir: `/srv/compose/${project}`,
      configFiles: [`/srv/compose/${project}/compose.yaml`],
      replicas: 1,
    },
    containers: [
      { ...CONTAINER, id: made.toString(16).padStart(64, 'e'), name: `${project}-${name}-1`, ...container },
    ],
    ...rest,
  };
}

const CONTAINER: Container = {
  id: '',
  name: '',
  image: 'lab/busybox:1',
  imageId: `sha256:${'a'.repeat(64)}`,
  state: 'running',
  health: 'none',
  exitCode: null,
  restartCount: 0,
  startedAt: '2026-06-01T10:00:00.000Z',
  ports: [],
  createdAt: '2026-06-01T10:00:00.000Z',
  finishedAt: null,
  command: [],
  restartPolicy: { name: 'no', maximumRetries: 0 },
  oomKilled: false,
  engineMessage: '',
  environment: [],
  mounts: [],
  networks: [],
  labels: [],
  healthCheck: null,
  networkOf: null,
  stopTimeoutSeconds: null,
};
