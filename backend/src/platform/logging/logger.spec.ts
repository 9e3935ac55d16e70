import { describe, expect, it } from '@jest/globals';
import { LogLines } from '../testing/log-lines.ts';
import { correlationId, correlationIdFrom, withCorrelation } from './correlation.ts';
import { createLog, type Log } from './logger.ts';
import { NestLogger } from './nest-logger.ts';

async function logTo(lines: LogLines, level = 'debug'): Promise<Log> {
  return createLog(level, lines);
}

describe('the log', () => {
  it('is one JSON object a line, with time and level in words', async () => {
    const lines = new LogLines();
    (await logTo(lines)).info({ file: 'homelab.db' }, 'Database migrated');
    expect(lines.all()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        file: 'homelab.db',
        msg: 'Database migrated',
      },
    ]);
  });

  it('hides what is secret, wherever it stands', async () => {
    const lines = new LogLines();
    const secret = { password: 'p4ss', token: 't0ken', cookie: 'c00kie' };
    (await logTo(lines)).warn(
      { ...secret, body: secret, request: { headers: { authorization: 'Bearer b34rer' } } },
      'x',
    );
    expect(lines.text()).not.toMatch(/p4ss|t0ken|c00kie|b34rer/);
    expect(lines.text()).toContain('[hidden]');
  });

  it('leaves out what is less severe than asked for', async () => {
    const lines = new LogLines();
    const log = await logTo(lines, 'warn');
    log.info({}, 'quiet');
    log.warn({}, 'loud');
    expect(lines.all().map(({ msg }) => msg)).toEqual(['loud']);
  });

  it('ties together what belongs to one request, across awaits and timers', async () => {
    const lines = new LogLines();
    const log = await logTo(lines);
    await Promise.all(
      ['request-a', 'request-b'].map((id) =>
        withCorrelation(id, async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          log.info({}, id);
        }),
      ),
    );
    log.info({}, 'outside');
    expect(lines.all().map(({ msg, correlationId }) => [msg, correlationId])).toEqual([
      ['request-a', 'request-a'],
      ['request-b', 'request-b'],
      ['outside', undefined],
    ]);
    expect(correlationId()).toBeUndefined();
  });

  it('has what Nest says, as details', async () => {
    const lines = new LogLines();
    const nest = new NestLogger(await logTo(lines));
    nest.log('Mapped {/healthz, GET} route', 'RouterExplorer');
    nest.error(new Error('broken'), 'stack', 'Context');
    nest.warn('careful');
    expect(lines.all().map(({ level, msg }) => [level, msg])).toEqual([
      ['debug', 'Mapped {/healthz, GET} route'],
      ['error', 'Error: broken'],
      ['warn', 'careful'],
    ]);
  });
});

describe('correlationIdFrom', () => {
  it.each(['abcdefgh', 'a1b2-c3.d4_e5'])('takes %s over', (id) => {
    expect(correlationIdFrom(id)).toBe(id);
  });

  it.each([
    undefined,
    '',
    'short',
    'x'.repeat(65),
    'two words',
    'line\nbreak',
    '{"json":1}',
    ['a-list-of', 'ids'],
  ])('replaces %j', (header) => {
    expect(correlationIdFrom(header)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
