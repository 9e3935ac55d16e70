import { Component, input, signal } from '@angular/core';
import { Icon } from '../ui/icon/icon';

/** A field for a password: says when Caps Lock is on, and what is wrong with what was typed. */
@Component({
  selector: 'app-password-field',
  imports: [Icon],
  host: { class: 'block mt-3.5' },
  template: `
    <label class="field-label" [for]="name()">{{ label() }}</label>
    <div class="field h-9" [class.field-bad]="bad() || problem() !== null">
      <app-icon name="lock" />
      <input
        type="password"
        required
        [id]="name()"
        [name]="name()"
        [autocomplete]="autocomplete()"
        [attr.aria-invalid]="bad() || problem() !== null"
        [attr.aria-describedby]="name() + '-hint'"
        (keyup)="watch($event)"
        (blur)="capsLock.set(false)"
      />
    </div>
    <div [id]="name() + '-hint'">
      @if (problem(); as text) {
        <span class="hint hint-bad"><app-icon name="alert" />{{ text }}</span>
      }
      @if (capsLock()) {
        <span class="hint hint-warn" role="status"><app-icon name="keyboard" />Caps Lock is on.</span>
      }
      <ng-content />
    </div>
  `,
})
export class PasswordField {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly autocomplete = input.required<'current-password' | 'new-password'>();
  /** What is wrong with it, if it is known. */
  readonly problem = input<string | null>(null);
  /** It, or another field with it, was refused. */
  readonly bad = input(false);

  protected readonly capsLock = signal(false);

  protected watch(event: KeyboardEvent): void {
    this.capsLock.set(event.getModifierState('CapsLock'));
  }
}
