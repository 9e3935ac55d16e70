/*
 * What a person prefers on this device. A browser that keeps nothing (private windows, blocked storage) is no
 * error: the preference then lasts as long as the page.
 */

const PREFIX = 'homelab.';

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Kept for this page only.
  }
}
