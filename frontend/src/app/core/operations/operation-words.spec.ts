import { describe, expect, it } from '@jest/globals';
import { operationWith } from '../../../testing/operations';
import { operationTitleOf, resultWordsOf, targetWordsOf } from './operation-words';

describe('operationTitleOf', () => {
  it('says what is done to what', () => {
    expect(operationTitleOf(operationWith(), 'Restart service')).toBe('Restart jellyfin');
    expect(operationTitleOf({ command: 'docker.pull-all', target: null }, null)).toBe('Pull all images');
    expect(operationTitleOf({ command: 'host.trim', target: null }, 'Trim the disks')).toBe('Trim the disks');
    expect(operationTitleOf({ command: 'host.gone', target: 'sda' }, null)).toBe('host.gone sda');
  });
});

describe('targetWordsOf', () => {
  it('takes service keys apart, and images not', () => {
    expect(targetWordsOf({ command: 'service.stop', target: 'media/jellyfin' })).toEqual({
      name: 'jellyfin',
      within: 'media',
    });
    expect(targetWordsOf({ command: 'service.stop', target: '~/adhoc' }).within).toBe('');
    expect(targetWordsOf({ command: 'docker.pull', target: 'ghcr.io/a/b:1' }).name).toBe('ghcr.io/a/b:1');
  });
});

describe('resultWordsOf', () => {
  it('uses the verb of the button', () => {
    expect(resultWordsOf(operationWith({ status: 'succeeded', durationMs: 4_100 }), null)).toEqual({
      text: 'jellyfin restarted',
      note: 'in 4.1\u00A0s',
    });
    const trim = operationWith({ command: 'host.trim', target: null, status: 'succeeded' });
    expect(resultWordsOf(trim, 'Trim the disks').text).toBe('Trim the disks succeeded');
  });

  it('says why it failed', () => {
    const failed = operationWith({
      status: 'failed',
      error: { code: 'x', message: 'Not healthy within 90 s.' },
    });
    expect(resultWordsOf(failed, null)).toEqual({
      text: 'Restart jellyfin failed',
      note: 'Not healthy within 90 s.',
    });
  });
});
