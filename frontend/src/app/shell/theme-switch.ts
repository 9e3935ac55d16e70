import { Component, inject } from '@angular/core';
import { type Theme, ThemeChoice, THEMES } from '../core/theme/theme';
import { Icon } from '../ui/icon/icon';
import type { IconName } from '../ui/icon/icons';

const LOOKS: Readonly<Record<Theme, { readonly icon: IconName; readonly title: string }>> = {
  light: { icon: 'sun', title: 'Light' },
  system: { icon: 'monitor', title: 'System' },
  dark: { icon: 'moon', title: 'Dark' },
};

@Component({
  selector: 'app-theme-switch',
  imports: [Icon],
  template: `
    <fieldset class="theme-switch">
      <legend class="sr-only">Theme</legend>
      @for (theme of themes; track theme) {
        <label [title]="looks[theme].title + ' theme'">
          <input type="radio" [name]="group" [checked]="theme === chosen()" (change)="choose(theme)" />
          <span class="sr-only">{{ looks[theme].title }}</span>
          <app-icon [name]="looks[theme].icon" />
        </label>
      }
    </fieldset>
  `,
})
export class ThemeSwitch {
  private readonly choice = inject(ThemeChoice);
  protected readonly themes = THEMES;
  protected readonly looks = LOOKS;
  protected readonly chosen = this.choice.theme;
  /** Two switches on one page (sidebar and menu) must not be one group. */
  protected readonly group = `theme-${nextGroup++}`;

  protected choose(theme: Theme): void {
    this.choice.choose(theme);
  }
}

let nextGroup = 1;
