import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppConfig } from './app-config.ts';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import { readSettings } from './settings-file.ts';

/** Nine levels of nine aliases each: 9^9 values. */
const BOMB = Array.from({ length: 9 }, (_, level) => {
  return `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]\n`;
}).join('');

describe('the settings file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-settings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function file(text: string): string {
    const path = join(folder, 'homelab.yaml');
    writeFileSync(path, text);
    return path;
  }

  function problemsOf(text: string): ConfigurationInvalid['problems'] {
    try {
      readSettings(file(text));
    } catch (error) {
      if (error instanceof ConfigurationInvalid) return error.problems;
      throw error;
    }
    throw new Error('no problem was reported');
  }

  it('may be missing, or empty, or all comment', () => {
    expect(readSettings(null).settings).toEqual({});
    expect(readSettings(file('')).settings).toEqual({});
    expect(readSettings(file('# nothing yet\n')).settings).toEqual({});
  });

  it('is found in the data directory, or where it is said to be', () => {
    expect(AppConfig.read({ HOMELAB_DATA_DIR: folder }).serverName).toBe(hostname());
    const path = file('name: atlas\n');
    expect(AppConfig.read({ HOMELAB_DATA_DIR: folder }).serverName).toBe('atlas');
    expect(AppConfig.read({ HOMELAB_CONFIG: path }).serverName).toBe('atlas');
  });

  it('has to exist where it is said to be', () => {
    expect(() => AppConfig.read({ HOMELAB_CONFIG: join(folder, 'missing.yaml') })).toThrow(
      /names .*missing.yaml, which cannot be read/,
    );
  });

  it('is told by line what is wrong with it, all at once', () => {
    expect(problemsOf('# one\nname: 7\nnmae: atlas\nother: 1\n').map(({ where }) => where)).toEqual([
      'homelab.yaml:2',
      'homelab.yaml:3',
      'homelab.yaml:4',
    ]);
  });

  it.each([
    ['a broken line', 'name: "atlas\n'],
    ['the same key twice', 'name: a\nname: b\n'],
    ['a tab', 'name:\n\t- x\n'],
    ['an alias that names nothing', 'name: *missing\n'],
    ['more aliases than anybody would write', `a0: &a0 [x]\n${BOMB}`],
  ])('is refused with %s', (_what, text) => {
    expect(problemsOf(text)[0]?.where).toMatch(/^homelab\.yaml(:\d+)?$/);
  });
});
