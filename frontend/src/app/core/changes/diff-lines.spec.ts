import { describe, expect, it } from '@jest/globals';
import { aChange } from '../../../testing/change';
import { containerIdsOf, diffLinesOf } from './diff-lines';

const lines = (before: Record<string, unknown> | null, after: Record<string, unknown> | null): string[] =>
  diffLinesOf(aChange({ before, after })).map(({ sign, text }) => `${sign} ${text.trim()}`);

describe('diffLinesOf', () => {
  it('says field by field what went and what came', () => {
    expect(
      lines(
        { id: 'a', memoryBytes: 256 * 1024 * 1024, ports: ['80:80/tcp', '443:443/tcp'] },
        { id: 'b', memoryBytes: 2 * 1024 ** 3, ports: ['80:80/tcp', '8443:443/tcp'] },
      ),
    ).toEqual([
      'same memory limit:',
      'removed 256\u00A0MiB',
      'added 2\u00A0GiB',
      'same ports:',
      'removed 443:443/tcp',
      'added 8443:443/tcp',
    ]);
  });

  it('names environment variables, never more', () => {
    expect(
      lines({ environment: { TOKEN: 'hidden' } }, { environment: { TOKEN: 'hidden, changed' } }),
    ).toEqual(['same environment:', 'removed TOKEN: hidden', 'added TOKEN: hidden, changed']);
  });

  it('shortens digests, joins commands, and says where there was nothing', () => {
    expect(
      lines(
        { imageId: `sha256:${'a'.repeat(64)}`, command: ['sh', '-c', 'x'], cpus: null },
        { imageId: `sha256:${'b'.repeat(64)}`, command: ['y'], cpus: 2 },
      ),
    ).toEqual([
      'same image content:',
      `removed sha256:${'a'.repeat(12)}`,
      `added sha256:${'b'.repeat(12)}`,
      'same command:',
      'removed sh -c x',
      'added y',
      'same CPU limit:',
      'removed none',
      'added 2',
    ]);
  });

  it('says that a command is the image’s own', () => {
    expect(lines({ command: ['/start.sh'] }, { command: [] })).toEqual([
      'same command:',
      'removed /start.sh',
      'added the image’s own',
    ]);
  });

  it('has nothing to say where one side is not known', () => {
    expect(lines(null, null)).toEqual([]);
  });
});

describe('containerIdsOf', () => {
  it('shortens both, or gives none', () => {
    expect(containerIdsOf({ before: { id: 'f1c09e77ab20ffff' }, after: { id: '2b8d4406e1c9ffff' } })).toEqual(
      {
        before: 'f1c09e77ab20',
        after: '2b8d4406e1c9',
      },
    );
    expect(containerIdsOf({ before: null, after: { id: 'x' } })).toBeNull();
  });
});
