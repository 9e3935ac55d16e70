import { describe, expect, it } from '@jest/globals';
import { DefaultUrlSerializer } from '@angular/router';
import { type Place, placeOf } from './trail';

const at = (url: string): Place => placeOf(new DefaultUrlSerializer().parse(url));
const words = (url: string): string =>
  at(url)
    .trail.map(({ text }) => text)
    .join(' > ');

describe('placeOf', () => {
  it('knows every page', () => {
    expect(words('/?q=jelly')).toBe('Overview');
    expect(words('/projects/media')).toBe('Overview > media');
    expect(words('/projects/~')).toBe('Overview > Outside compose');
    expect(words('/services/media/jellyfin/overview')).toBe('Overview > media > jellyfin');
    expect(words('/operations?id=op-1')).toBe('Operations');
    expect(words('/services/media/jellyfin/history?id=c-1')).toBe('Overview > media > jellyfin');
    expect(words('/changes')).toBe('Overview > What changed?');
    expect(words('/settings/history')).toBe('Overview > Settings');
    expect(words('/nowhere')).toBe('Overview > Not found');
  });

  it('reads names as they are, not as the address writes them', () => {
    expect(words('/services/my%20media/tv%2Ffilm/overview')).toBe('Overview > my media > tv/film');
    expect(at('/services/my%20media/x/overview').project).toBe('my media');
  });
});
