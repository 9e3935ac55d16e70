import { fillTrail } from '../../backend/src/audit/testing/fill-trail.ts';
import { appendRow, measureAppending } from './audit-append.ts';
import { auditQuestionsAt } from './audit-questions.ts';
import { measureWhole, wholeRows } from './audit-whole.ts';
import { atThreeSizes, delayRow } from './at-three-sizes.ts';
import { measureQuestions, questionRows } from './question.ts';
import type { Row } from './row.ts';

/** Thirteen months. */
const SPAN_MS = 395 * 86_400_000;

/** The trail at three sizes: its pages, its export, its check, and one entry more. */
export async function audit(say: (text: string) => void): Promise<Row[]> {
  const { bySize, delay } = await atThreeSizes(
    {
      what: 'audit entries',
      fill: async (file, size, end) => {
        const everyMs = Math.floor(SPAN_MS / size);
        await fillTrail(file, { entries: size, startAt: end - size * everyMs, everyMs });
      },
      measure: async (site) => ({
        pages: await measureQuestions(site, auditQuestionsAt(site.raw, site.end)),
        whole: await measureWhole(site),
        appending: await measureAppending(site.dataDirectory),
      }),
    },
    say,
  );
  return [
    ...questionRows(
      'audit',
      bySize.map(({ pages }) => pages),
    ),
    ...wholeRows(bySize.map(({ whole }) => whole)),
    appendRow(bySize.map(({ appending }) => appending)),
    delayRow('audit', delay),
  ];
}
