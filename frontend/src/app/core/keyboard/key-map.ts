/** Every key there is. What is not in this list does nothing. */
export const KEY_MAP = [
  { id: 'palette', keys: ['Ctrl', 'K'], does: 'Search services and pages', where: 'Everywhere' },
  { id: 'help', keys: ['?'], does: 'Show all keys', where: 'Everywhere' },
  { id: 'go-overview', keys: ['G', 'O'], does: 'Go to the overview', where: 'Everywhere' },
  { id: 'clear', keys: ['Esc'], does: 'Close, or clear the filters', where: 'Everywhere' },
  { id: 'filter', keys: ['/'], does: 'Filter the list', where: 'In a list of services' },
  { id: 'next', keys: ['J'], does: 'Select the next service', where: 'In a list of services' },
  { id: 'previous', keys: ['K'], does: 'Select the previous service', where: 'In a list of services' },
  { id: 'open', keys: ['Enter'], does: 'Open the selected service', where: 'In a list of services' },
  { id: 'next-service', keys: [']'], does: 'Next service', where: 'On a service' },
  { id: 'previous-service', keys: ['['], does: 'Previous service', where: 'On a service' },
] as const satisfies readonly KeyBinding[];

interface KeyBinding {
  readonly id: string;
  /** Pressed together where the first is Ctrl, else one after the other. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly where: string;
}

export type KeyId = (typeof KEY_MAP)[number]['id'];
