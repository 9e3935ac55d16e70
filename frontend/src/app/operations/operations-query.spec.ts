import { describe, expect, it } from '@jest/globals';
import { convertToParamMap } from '@angular/router';
import { operationWith } from '../../testing/operations';
import { NOON } from '../../testing/services';
import {
  aroundMoment,
  belongsTo,
  filterOf,
  isFiltered,
  isSameList,
  operationsParamsOf,
  type OperationsQuery,
  readOperationsQuery,
  subjectOf,
} from './operations-query';

const read = (params: Record<string, string>): OperationsQuery =>
  readOperationsQuery(convertToParamMap(params));

describe('readOperationsQuery', () => {
  it('takes what makes no sense as not there', () => {
    expect(read({ result: 'sideways', window: 'soon', from: 'x' })).toEqual(read({}));
    expect(isFiltered(read({}))).toBe(false);
  });

  it('comes back from the address as it went there', () => {
    const query: OperationsQuery = {
      command: 'compose.up',
      result: 'failed',
      by: 'marta',
      target: 'media',
      window: 'range',
      from: '2026-06-01T00:00:00.000Z',
      to: '2026-06-18T12:00:00.000Z',
      text: 'timeout',
      id: 'op-1',
    };
    expect(read(operationsParamsOf(query) as Record<string, string>)).toEqual(query);
  });

  it('leaves out what is as usual, and only touches what changes', () => {
    expect(operationsParamsOf({ window: 'all', text: '' })).toEqual({
      window: null,
      q: null,
    });
    expect(operationsParamsOf({ id: 'op-1' })).toEqual({ id: 'op-1' });
  });
});

describe('filterOf', () => {
  it('counts windows back from now', () => {
    expect(filterOf(read({ window: '24h' }), Date.parse(NOON))).toEqual({
      from: '2026-06-17T12:00:00.000Z',
    });
  });

  it('asks for all statuses a person means', () => {
    expect(filterOf(read({ result: 'failed', q: ' disk ' }), 0)).toEqual({
      status: ['failed', 'timed_out', 'interrupted'],
      q: 'disk',
    });
  });
});

describe('subjectOf', () => {
  it('leaves out what measures cannot be narrowed to', () => {
    expect(subjectOf(read({ cmd: 'compose.up', by: 'marta', result: 'failed', q: 'disk' }), 0)).toEqual({
      command: 'compose.up',
      actor: 'marta',
    });
  });
});

describe('aroundMoment', () => {
  it('is half an hour on both sides, of everything', () => {
    const query = { ...read({ cmd: 'compose.up', q: 'disk', id: 'op-1' }), ...aroundMoment(NOON) };
    expect(filterOf(query, 0)).toEqual({ from: '2026-06-18T11:30:00.000Z', to: '2026-06-18T12:30:00.000Z' });
    expect(query.id).toBe('op-1');
  });
});

describe('belongsTo', () => {
  it('goes by the same filters as the server', () => {
    const operation = operationWith();
    expect(belongsTo(read({}), operation)).toBe(true);
    expect(
      belongsTo(read({ cmd: 'service.restart', by: 'marta', target: 'media/jellyfin' }), operation),
    ).toBe(true);
    expect(belongsTo(read({ result: 'failed' }), operation)).toBe(false);
    expect(belongsTo(read({ by: 'jonas' }), operation)).toBe(false);
    expect(belongsTo(read({ to: '2026-01-01T00:00:00Z' }), operation)).toBe(false);
  });

  it('knows a search by the words, in the target, the reason and the error', () => {
    const operation = operationWith({
      target: 'media/jellyfin',
      reason: 'Über Nacht',
      error: { code: 'exit_code', message: 'No space left' },
    });
    for (const q of ['jelly', 'MEDIA uber', 'night space', 'ELLYFIN', 'left nacht', '"* ('])
      expect([q, belongsTo(read({ q }), operation)]).toEqual([q, !['night space', 'ELLYFIN'].includes(q)]);
    expect(belongsTo(read({ q: 'jelly', by: 'jonas' }), operation)).toBe(false);
  });

  it('says where only the server can say', () => {
    const odd = operationWith({ target: 'media/jellyfin', reason: 'done \u{1F389}' });
    expect(belongsTo(read({ q: 'jelly' }), odd)).toBe(true);
    expect(belongsTo(read({ q: 'nothing' }), odd)).toBeNull();
    expect(belongsTo(read({ q: 'nothing', by: 'jonas' }), odd)).toBe(false);
  });
});

describe('isSameList', () => {
  it('does not mind which detail is open', () => {
    expect(isSameList(read({ q: 'a', id: '1' }), read({ q: 'a', id: '2' }))).toBe(true);
    expect(isSameList(read({ q: 'a' }), read({ q: 'b' }))).toBe(false);
  });
});
