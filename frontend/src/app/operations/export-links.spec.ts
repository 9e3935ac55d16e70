import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { operationWith } from '../../testing/operations';
import { ExportLinks } from './export-links';
import { NO_FILTER } from './operations-query';
import type { OperationsList } from './reduce-list';

const LIST: OperationsList = {
  query: { ...NO_FILTER, id: null },
  asked: { actor: 'marta', status: ['failed', 'timed_out'], q: 'a+b & c' },
  status: 'shown',
  failure: null,
  items: [operationWith({ id: 'op-1' }), operationWith({ id: 'op-2' })],
  nextCursor: null,
  more: { status: 'idle' },
  held: [operationWith({ id: 'op-3' })],
  unsure: [],
  early: [],
};

function linksOf(list: OperationsList): readonly HTMLAnchorElement[] {
  const fixture = TestBed.createComponent(ExportLinks);
  fixture.componentRef.setInput('list', list);
  fixture.detectChanges();
  const host = fixture.nativeElement as HTMLElement;
  return [...host.querySelectorAll('a')];
}

describe('ExportLinks', () => {
  it('asks for what the list was asked for, in each format', () => {
    const links = linksOf(LIST);
    expect(links.map((link) => new URL(link.href).searchParams.get('format'))).toEqual(['jsonl', 'csv']);
    for (const link of links) {
      const { pathname, searchParams } = new URL(link.href);
      searchParams.delete('format');
      expect(pathname).toBe('/api/operations/export');
      expect([...searchParams]).toEqual([
        ['actor', 'marta'],
        ['status', 'failed'],
        ['status', 'timed_out'],
        ['q', 'a+b & c'],
      ]);
      expect(link.hasAttribute('download')).toBe(true);
    }
  });

  it('says how many there are once the list has come to its end, those held back included', () => {
    expect(linksOf(LIST)[1]?.title).toBe('Export 3 operations as CSV');
    expect(linksOf({ ...LIST, nextCursor: 'older' })[1]?.title).toBe(
      'Export all operations that match as CSV',
    );
    expect(linksOf({ ...LIST, status: 'loading' })[0]?.title).toBe(
      'Export all operations that match as JSON Lines',
    );
  });
});
