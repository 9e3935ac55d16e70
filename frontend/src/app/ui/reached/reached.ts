import { afterNextRender, DestroyRef, Directive, ElementRef, inject, output } from '@angular/core';

/** Nearly a screen ahead: what is asked for is there before the end is. */
const AHEAD = '600px';

/** Says when an element comes near enough to be seen soon, such as the end of a list. */
@Directive({ selector: '[appReached]' })
export class Reached {
  readonly appReached = output();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender({
      read: () => {
        const observer = new IntersectionObserver(
          (entries) => {
            if (entries.some(({ isIntersecting }) => isIntersecting)) this.appReached.emit();
          },
          { rootMargin: AHEAD },
        );
        observer.observe(this.element);
        destroyed.onDestroy(() => {
          observer.disconnect();
        });
      },
    });
  }
}
