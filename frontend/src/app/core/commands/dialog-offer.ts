import { InjectionToken } from '@angular/core';
import type { Offer } from './offers';

/** What a dialog asks about. */
export const OFFER = new InjectionToken<Offer>('OFFER');
