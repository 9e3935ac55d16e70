import { Injectable, signal } from '@angular/core';
import { readPreference, writePreference } from '../preferences/preference';

export const THEMES = ['light', 'system', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const NAME = 'theme';

/** Light, dark, or as the system has it. `theme.js` does the same before the first paint. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  private readonly chosen = signal<Theme>(THEMES.find((theme) => theme === readPreference(NAME)) ?? 'system');

  readonly theme = this.chosen.asReadonly();

  choose(theme: Theme): void {
    this.chosen.set(theme);
    writePreference(NAME, theme);
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
}
