import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../ui/icon/icon';

/** What is set for the whole server, part by part. */
@Component({
  selector: 'app-settings',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <div class="settings">
      <nav class="settings-nav" aria-label="Settings" data-keeps-focus>
        <a routerLink="history" routerLinkActive ariaCurrentWhenActive="page"
          ><app-icon name="clock" />History</a
        >
      </nav>
      <div class="settings-part"><router-outlet /></div>
    </div>
  `,
})
export class Settings {}
