import { DialogRef } from '@angular/cdk/dialog';
import { Directive, ElementRef, inject } from '@angular/core';

/** Shorter is a slip of the finger. */
const SWIPE_MIN_PX = 70;

/** Closes a sheet that is swiped down; one that is scrolled is not. */
@Directive({
  host: {
    '(touchstart)': 'begin($event)',
    '(touchend)': 'end($event)',
  },
})
export class SwipeDown {
  private readonly dialog = inject(DialogRef);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private startY: number | null = null;

  protected begin({ touches, target }: TouchEvent): void {
    this.startY = this.isAtTop(target) ? (touches[0]?.clientY ?? null) : null;
  }

  protected end({ changedTouches }: TouchEvent): void {
    const endY = changedTouches[0]?.clientY;
    if (this.startY !== null && endY !== undefined && endY - this.startY > SWIPE_MIN_PX) this.dialog.close();
  }

  /** Nothing from what is touched up to the sheet has been scrolled. */
  private isAtTop(target: EventTarget | null): boolean {
    const edge = this.element.closest('.sheet') ?? this.element;
    for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement) {
      if (at.scrollTop > 0) return false;
      if (at === edge) return true;
    }
    return true;
  }
}
