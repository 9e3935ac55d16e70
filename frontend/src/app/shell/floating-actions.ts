import { InjectionToken } from '@angular/core';

/** What one floating panel may ask of the others. */
export interface FloatingActions {
  showKeys(): void;
  showPalette(): void;
  showProjects(): void;
}

export const FLOATING_ACTIONS = new InjectionToken<FloatingActions>('FLOATING_ACTIONS');
