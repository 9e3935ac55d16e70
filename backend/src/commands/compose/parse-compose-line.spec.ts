import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseComposeLine } from './parse-compose-line.ts';
import { TextLines } from './text-lines.ts';

const progress = (facts: object) => ({
  kind: 'progress',
  parent: null,
  current: null,
  total: null,
  detail: null,
  ...facts,
});

describe('a line of compose', () => {
  // As compose 2.40.3 wrote them.
  it.each([
    [
      '{"id":"Container p1-web-1","status":"Started"}',
      progress({ id: 'Container p1-web-1', state: 'Started' }),
    ],
    ['{"id":"app","text":"Pulling"}', progress({ id: 'app', state: 'Pulling' })],
    [
      '{"id":"c06e0b57bb81","parent_id":"app","text":"Downloading","status":"[\\u003e  ]  440.3kB/41.09MB","current":440320,"total":41088144,"percent":1}',
      progress({ id: 'c06e0b57bb81', parent: 'app', state: 'Downloading', current: 440320, total: 41088144 }),
    ],
    [
      '{"id":"web","text":"Error","status":"manifest unknown: manifest unknown"}',
      progress({ id: 'web', state: 'Error', detail: 'manifest unknown: manifest unknown' }),
    ],
    ['{"id":"app","status":"Interrupted"}', progress({ id: 'app', state: 'Interrupted' })],
    [
      '{"error":true,"message":"container p1-bad-1 is unhealthy"}',
      { kind: 'error', message: 'container p1-bad-1 is unhealthy' },
    ],
    [
      '{"level":"warning","msg":"The \\"NOPE\\" variable is not set. Defaulting to a blank string.","time":"2026-11-24T04:22:42Z"}',
      {
        kind: 'log',
        level: 'warning',
        message: 'The "NOPE" variable is not set. Defaulting to a blank string.',
      },
    ],
  ])('of 2.40 is read: %s', (line, event) => {
    expect(parseComposeLine(line)).toEqual(event);
  });

  // As compose 2.26.1 wrote them.
  it.each([
    [' Network p1_default  Creating', progress({ id: 'Network p1_default', state: 'Creating' })],
    [' Container p1-web-1  Recreated', progress({ id: 'Container p1-web-1', state: 'Recreated' })],
    [' web Skipped ', progress({ id: 'web', state: 'Skipped' })],
    [' app Pulled ', progress({ id: 'app', state: 'Pulled' })],
    [' c06e0b57bb81 Pulling fs layer ', progress({ id: 'c06e0b57bb81', state: 'Pulling fs layer' })],
    [
      ' c06e0b57bb81 Downloading [===============>              ]  12.75MB/41.09MB',
      progress({ id: 'c06e0b57bb81', state: 'Downloading', current: 12_750_000, total: 41_090_000 }),
    ],
    [' c06e0b57bb81 Pull complete ', progress({ id: 'c06e0b57bb81', state: 'Pull complete' })],
    [
      'time="2026-11-24T04:22:16Z" level=warning msg="The \\"NOPE\\" variable is not set. Defaulting to a blank string."',
      {
        kind: 'log',
        level: 'warning',
        message: 'The "NOPE" variable is not set. Defaulting to a blank string.',
      },
    ],
    [
      'validating /srv/compose.yaml: services.bad Additional property imag is not allowed',
      {
        kind: 'text',
        text: 'validating /srv/compose.yaml: services.bad Additional property imag is not allowed',
      },
    ],
  ])('of 2.26 is read: %s', (line, event) => {
    expect(parseComposeLine(line)).toEqual(event);
  });

  it.each(['{"id":7}', '{broken', '{}', 'null', '', 'Step 1/2 : FROM x'])(
    'is text where it is neither: %j',
    (line) => {
      expect(parseComposeLine(line)).toEqual({ kind: 'text', text: line });
    },
  );

  it('is whole however the bytes were cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line)),
          { minLength: 1 },
        ),
        fc.array(fc.nat({ max: 400 })),
        (written, cuts) => {
          const bytes = Buffer.from(written.join('\n'));
          const lines = new TextLines();
          const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          const read = places.flatMap((place, index) => lines.push(bytes.subarray(place, places[index + 1])));
          expect([...read, lines.end()]).toEqual(written);
        },
      ),
    );
  });

  it('without an end takes no more room than a line may', () => {
    const lines = new TextLines();
    for (let count = 0; count < 100; count += 1) lines.push(Buffer.alloc(10_000, 'x'));
    expect(lines.end()).toHaveLength(64 * 1024);
  });
});
