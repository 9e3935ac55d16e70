import { Directive, effect, ElementRef, inject, input } from '@angular/core';

const FLASH_MS = 1_400;

/** Lights an element up once when its number changes; never for what was there from the start. */
@Directive({ selector: '[appFlash]' })
export class Flash {
  readonly appFlash = input.required<number>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private shown: number | null = null;

  constructor() {
    effect(() => {
      const current = this.appFlash();
      if (this.shown !== null && this.shown !== current) this.flash();
      this.shown = current;
    });
  }

  private flash(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.element.animate([{ backgroundColor: 'var(--color-selected)' }, {}], {
      duration: FLASH_MS,
      easing: 'ease-out',
    });
  }
}
