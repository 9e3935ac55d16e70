import { DOCUMENT, inject, Injectable } from '@angular/core';

/** Who waits longer for a field to appear has stopped typing into it. */
const HELD_MAX_MS = 5_000;

/**
 * Holds what is typed between the key that opens a field and the moment the field can take it. Without this the first
 * letters were lost, or worse: taken for the page's single keys, of which one restarts a service.
 */
@Injectable({ providedIn: 'root' })
export class TypedAhead {
  private readonly document = inject(DOCUMENT);
  private text = '';
  private end: AbortController | null = null;

  /** From now on, until {@link take}. */
  hold(): void {
    this.take();
    this.end = new AbortController();
    const { signal } = this.end;
    this.document.addEventListener('keydown', this.keep, { capture: true, signal });
    const timer = setTimeout(() => this.take(), HELD_MAX_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  }

  /** What was typed since it was held, and lets the keys go again. */
  take(): string {
    const { text } = this;
    this.text = '';
    this.end?.abort();
    this.end = null;
    return text;
  }

  private readonly keep = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Backspace') this.text = this.text.slice(0, -1);
    else if (/^.$/u.test(event.key)) this.text += event.key;
    else if (event.key !== 'Enter') return; // it would open what lies behind
    event.preventDefault(); // which also keeps it from the page's keys
  };
}
