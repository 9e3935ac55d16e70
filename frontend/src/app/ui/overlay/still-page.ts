import type { ScrollStrategy } from '@angular/cdk/overlay';

/**
 * Keeps the page still behind what floats, without moving it: sticky bars stay where they are, and the room of
 * the scroll bar, where there is one, is kept.
 */
export class StillPage implements ScrollStrategy {
  private readonly root = document.documentElement;

  attach(): void {
    // Needs nothing of the overlay.
  }

  enable(): void {
    this.root.classList.toggle('still-beside-scrollbar', innerWidth > this.root.clientWidth);
    this.root.classList.add('still');
  }

  disable(): void {
    this.root.classList.remove('still', 'still-beside-scrollbar');
  }
}
