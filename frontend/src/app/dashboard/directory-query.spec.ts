import { describe, expect, it } from '@jest/globals';
import { convertToParamMap } from '@angular/router';
import { PLAIN_QUERY, queryParamsOf, readQuery } from './directory-query';

describe('the address of a directory', () => {
  it('holds everything that is not as usual', () => {
    const query = {
      text: 'jelly fin',
      state: 'running',
      sort: 'restarts',
      descending: true,
      selected: 'media/jellyfin',
    } as const;
    const params = queryParamsOf(query);
    expect(params).toEqual({ q: 'jelly fin', state: 'running', sort: '-restarts', sel: 'media/jellyfin' });
    expect(readQuery(convertToParamMap(params))).toEqual(query);
  });

  it('is empty when everything is as usual', () => {
    expect(queryParamsOf(PLAIN_QUERY)).toEqual({});
    expect(readQuery(convertToParamMap({}))).toEqual(PLAIN_QUERY);
  });

  it('can be by name, backwards', () => {
    expect(readQuery(convertToParamMap(queryParamsOf({ ...PLAIN_QUERY, descending: true }))).descending).toBe(
      true,
    );
  });

  it('makes the best of nonsense', () => {
    expect(readQuery(convertToParamMap({ state: 'broken', sort: 'colour' }))).toEqual(PLAIN_QUERY);
  });
});
