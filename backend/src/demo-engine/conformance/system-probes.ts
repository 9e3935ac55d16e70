import { INFO, NETWORK, VERSION, VOLUME } from './other-shapes.ts';
import { field, parseJson, probe, type ConformanceProbe } from './probe.ts';

const API_VERSION = /^1\.\d+$/;

export const SYSTEM_PROBES: readonly ConformanceProbe[] = [
  probe('ping says OK and which API it speaks', async (exam) => {
    const { headers, body } = await exam.expect(200, 'GET', '/_ping');
    exam.check(body.toString() === 'OK', `ping: ${body.toString()}`);
    exam.check(
      API_VERSION.test(String(headers['api-version'])),
      `Api-Version: ${String(headers['api-version'])}`,
    );
    exam.check(headers['ostype'] === 'linux', `Ostype: ${String(headers['ostype'])}`);
    exam.check(String(headers['server']).startsWith('Docker/'), `Server: ${String(headers['server'])}`);
    exam.check(headers['docker-experimental'] === 'false', 'Docker-Experimental is missing');
  }),
  probe('ping answers HEAD, and a request with a version', async (exam) => {
    const { headers, body } = await exam.expect(200, 'HEAD', '/_ping');
    exam.check(body.length === 0, 'HEAD /_ping has a body');
    exam.check(headers['api-version'] !== undefined, 'HEAD /_ping: Api-Version is missing');
    await exam.expect(200, 'GET', `/v${String(headers['api-version'])}/_ping`);
  }),
  probe('version', async (exam) => {
    const version = await exam.expectShape(VERSION, '/version');
    exam.check(API_VERSION.test(String(field(version, 'ApiVersion'))), 'ApiVersion is no version');
    await exam.expectShape(VERSION, '/v1.41/version');
  }),
  probe('info', async (exam) => {
    await exam.expectShape(INFO, '/info');
  }),
  probe('versions out of range are refused with the limit', async (exam) => {
    const tooNew = /^client version 1\.99 is too new\. Maximum supported API version is 1\.\d+$/;
    await exam.expectMessage(400, tooNew, 'GET', '/v1.99/containers/json');
    const { body } = await exam.expect(400, 'GET', '/v1.5/containers/json');
    exam.check(
      /client version 1\.5 is too old\. Minimum supported API version is 1\.\d+, please/.test(
        body.toString(),
      ),
      body.toString(),
    );
  }),
  probe('an unknown path or method is “page not found”', async (exam) => {
    const requests = [
      ['GET', '/nosuch'],
      ['GET', '/v1.41/nosuch'],
      ['POST', '/containers/json'],
      ['GET', '/vabc/version'],
    ] as const;
    for (const [method, path] of requests) await exam.expectMessage(404, /^page not found$/, method, path);
  }),
  probe('an unclean path is moved, not understood', async (exam) => {
    const empty = await exam.expect(301, 'GET', '/containers//json');
    exam.check(empty.headers.location === '/containers/json', `Location: ${String(empty.headers.location)}`);
    const slash = await exam.expect(301, 'GET', '/containers/%2Fx/json');
    exam.check(
      slash.headers.location === '/containers/x/json',
      `Location: ${String(slash.headers.location)}`,
    );
  }),
  probe('networks', async (exam) => {
    const networks = await exam.expectShape([NETWORK], '/networks');
    const names = Array.isArray(networks) ? networks.map((network) => field(network, 'Name')) : [];
    for (const name of ['bridge', 'host', 'none'])
      exam.check(names.includes(name), `network ${name} is missing`);
    await exam.expectShape(NETWORK, '/networks/bridge');
    await exam.expectMessage(404, /^network nosuch not found$/, 'GET', '/networks/nosuch');
  }),
  probe('volumes', async (exam) => {
    const volumes = await exam.expectShape({ Volumes: [VOLUME], Warnings: 'list|null' }, '/volumes');
    exam.check(field(volumes, 'Volumes') !== null, 'no volumes');
    await exam.expectShape(VOLUME, `/volumes/${exam.subjects.volume}`);
    const { body } = await exam.expect(404, 'GET', '/volumes/nosuch');
    exam.check(
      String(field(parseJson(body), 'message')).includes('no such volume'),
      'the complaint about a volume',
    );
  }),
];
