import { Component, computed, input } from '@angular/core';

/** A path, an image, a name of parts: may be broken into lines between them, and is copied without the breaks. */
@Component({
  selector: 'app-breakable',
  template: `
    @for (part of parts(); track $index) {
      <span [textContent]="part"></span><wbr />
    }
  `,
})
export class Breakable {
  readonly text = input.required<string>();

  protected readonly parts = computed(() => this.text().match(/[^/:@]*[/:@]*/g) ?? []);
}
