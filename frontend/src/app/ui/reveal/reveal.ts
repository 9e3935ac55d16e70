import { afterRenderEffect, Directive, ElementRef, inject, input } from '@angular/core';

/** Scrolls an element into view, as little as needed, when it becomes the one that counts. */
@Directive({ selector: '[appReveal]' })
export class Reveal {
  readonly appReveal = input.required<boolean>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    afterRenderEffect({
      read: () => {
        if (this.appReveal()) this.element.scrollIntoView({ block: 'nearest' });
      },
    });
  }
}
