import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors, withNoXsrfProtection } from '@angular/common/http';
import { type ApplicationConfig, inject, provideBrowserGlobalErrorListeners } from '@angular/core';
import {
  PreloadAllModules,
  provideRouter,
  TitleStrategy,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withPreloading,
} from '@angular/router';
import { routes } from './app.routes';
import { alignClock } from './core/http/align-clock';
import { endSession } from './core/http/end-session';
import { PageTitle } from './core/navigation/page-title';
import { Trouble } from './core/navigation/trouble';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // The page has no <base>: the security policy forbids one, and files are named from the root.
    { provide: APP_BASE_HREF, useValue: '/' },
    { provide: TitleStrategy, useClass: PageTitle },
    // What guards against other sites is on the server: JSON bodies, Origin and Sec-Fetch-Site.
    provideHttpClient(withInterceptors([alignClock, endSession]), withNoXsrfProtection()),
    provideRouter(
      routes,
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withPreloading(PreloadAllModules),
      withNavigationErrorHandler((error) => {
        inject(Trouble).ofNavigation(error);
      }),
    ),
  ],
};
