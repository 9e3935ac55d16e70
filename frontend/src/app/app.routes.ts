import type { Type } from '@angular/core';
import type { ActivatedRouteSnapshot, CanActivateFn, Routes } from '@angular/router';
import { projectTitle } from './core/directory/service-key';
import { forRole, hasSession, signedIn, signedOut } from './core/session/guards';

const loadShell = async (): Promise<Type<unknown>> => (await import('./shell/shell')).Shell;
const loadOverview = async (): Promise<Type<unknown>> => (await import('./dashboard/overview')).Overview;

/** Fetches what is nearly always next while the session is asked for, instead of after. */
const fetchAlongside: CanActivateFn = () => {
  void loadShell();
  void loadOverview();
  return true;
};

export const routes: Routes = [
  {
    path: 'login',
    title: 'Sign in',
    canActivate: [signedOut],
    loadComponent: async () => (await import('./login/login')).Login,
  },
  {
    path: 'password',
    title: 'Password',
    canActivate: [hasSession],
    loadComponent: async () => (await import('./login/password')).Password,
  },
  {
    path: '',
    canActivate: [fetchAlongside, signedIn],
    loadComponent: loadShell,
    children: [
      { path: '', pathMatch: 'full', title: 'Overview', loadComponent: loadOverview },
      {
        path: 'projects/:project',
        title: ({ params }: ActivatedRouteSnapshot) => projectTitle(String(params['project'])),
        loadComponent: async () => (await import('./dashboard/project')).Project,
      },
      {
        path: 'services/:project/:service',
        title: ({ params }: ActivatedRouteSnapshot) => String(params['service']),
        loadComponent: async () => (await import('./services/service-page')).ServicePage,
        children: [
          { path: '', pathMatch: 'full', redirectTo: 'overview' },
          {
            path: 'overview',
            loadComponent: async () => (await import('./services/service-overview-page')).ServiceOverviewPage,
          },
          {
            path: 'history',
            title: ({ parent }: ActivatedRouteSnapshot) => `${String(parent?.params['service'])}, history`,
            loadComponent: async () => (await import('./services/service-history')).ServiceHistory,
          },
        ],
      },
      {
        path: 'operations',
        title: 'Operations',
        loadComponent: async () => (await import('./operations/operations')).Operations,
      },
      {
        path: 'changes',
        title: 'What changed?',
        loadComponent: async () => (await import('./changes/changes-page')).ChangesPage,
      },
      {
        path: 'settings',
        title: 'Settings',
        canMatch: [forRole('admin')],
        loadComponent: async () => (await import('./settings/settings')).Settings,
        children: [
          { path: '', pathMatch: 'full', redirectTo: 'history' },
          {
            path: 'history',
            loadComponent: async () => (await import('./settings/history-settings')).HistorySettings,
          },
        ],
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: async () => (await import('./shell/not-found')).NotFound,
      },
    ],
  },
];
