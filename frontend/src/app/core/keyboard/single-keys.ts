import { Injectable, signal } from '@angular/core';
import { readPreference, writePreference } from '../preferences/preference';

const NAME = 'single-keys';

/** Whether keys without a modifier do anything. Some people's software types for them: they turn it off. */
@Injectable({ providedIn: 'root' })
export class SingleKeys {
  private readonly enabled = signal(readPreference(NAME) !== 'off');

  readonly on = this.enabled.asReadonly();

  set(on: boolean): void {
    this.enabled.set(on);
    writePreference(NAME, on ? 'on' : 'off');
  }
}
