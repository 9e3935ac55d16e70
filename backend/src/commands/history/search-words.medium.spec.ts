import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldedWordsOf, matchesWords, wordsOf } from '#shared/search-words';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { HistoryModule } from './history.module.ts';
import { OperationList } from './operation-list.repository.ts';
import { Book } from './testing/book.ts';

/** Letters that are easily told apart and easily confused, marks on their own, separators, and what is not known. */
const LETTERS = [
  ...Array.from('aAbBzZéÉeöÖoßſıIİiåÅøØ09 -_/.:"*()µμΣςσΑάЖжйИ漢字가각ab'),
  'e\u0301',
  '\u0301',
  '🙂',
  '\u200D',
  'ﬁ',
];
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 12 }).map((parts) => parts.join(''));

describe('matchesWords', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp({ imports: [new FakeSessions().asModule(), HistoryModule] });
  });
  afterEach(async () => {
    await app.close();
  });

  it('says of every operation what the search says, or that it does not know', async () => {
    const rows = fc.sample(
      fc.record({ target: text, reason: fc.option(text), message: fc.option(text) }),
      400,
    );
    await new Book(app.get(Ledger)).recordAll(
      rows.map(({ target, reason, message }, index) => ({
        ...{ id: `op-${index}`, target, reason },
        error: message === null ? null : { code: 'broken', message },
      })),
    );
    const said = { yes: 0, no: 0, unknown: 0 };
    const list = app.get(OperationList);
    for (const q of fc.sample(fc.oneof(text, fc.constantFrom('a', 'é', 'ab', 'e a', 'Σ', '漢')), 300)) {
      const words = wordsOf(q);
      if (words.length === 0) continue;
      const found = new Set(list.page({}, words, null, rows.length).items.map(({ id }) => id));
      for (const [index, { target, reason, message }] of rows.entries()) {
        const answer = matchesWords(words, [target, reason, message]);
        said[answer === null ? 'unknown' : answer ? 'yes' : 'no'] += 1;
        if (answer !== null)
          expect([q, target, reason, message, answer]).toEqual([
            q,
            target,
            reason,
            message,
            found.has(`op-${index}`),
          ]);
      }
    }
    for (const times of Object.values(said)) expect(times).toBeGreaterThan(1_000);
  }, 60_000);

  it('knows of every character it claims to know what SQLite makes of it', async () => {
    const ledger = app.get(Ledger);
    const { sql } = ledger.get(`SELECT sql FROM sqlite_master WHERE name = 'operation_search'`) as {
      readonly sql: string;
    };
    const tokenize = /tokenize="[^"]+"/.exec(sql)?.[0] ?? '';
    const known = Array.from({ length: 0x1_0000 }, (_, code) => code).filter(
      (code) => matchesWords(['none'], [String.fromCodePoint(code)]) === false,
    );
    expect(known.length).toBeGreaterThan(34_000);
    await ledger.write((tx) => {
      tx.run(`CREATE VIRTUAL TABLE each_character USING fts5(x, ${tokenize})`);
      tx.run(`CREATE VIRTUAL TABLE each_word USING fts5vocab(each_character, 'instance')`);
      for (const code of known)
        tx.run(
          'INSERT INTO each_character (rowid, x) VALUES (?, ?)',
          code,
          `a${String.fromCodePoint(code)}b`,
        );
    });
    const terms = new Map<number, string[]>();
    const rows = ledger.all('SELECT doc, term FROM each_word ORDER BY doc, offset');
    for (const { doc, term } of rows as { readonly doc: number; readonly term: string }[])
      terms.set(doc, [...(terms.get(doc) ?? []), term]);
    const different = known.filter(
      (code) => foldedWordsOf(`a${String.fromCodePoint(code)}b`).join() !== (terms.get(code) ?? []).join(),
    );
    expect(different.map((code) => code.toString(16))).toEqual([]);
  });
});
