/** Every key there is. What is not in this list does nothing. */
export const KEY_MAP = [
  { id: 'palette', keys: ['Ctrl', 'K'], does: 'Search or run a command', where: 'Everywhere' },
  { id: 'help', keys: ['?'], does: 'Show all keys', where: 'Everywhere' },
  { id: 'go-overview', keys: ['G', 'O'], does: 'Go to the overview', where: 'Everywhere' },
  { id: 'go-changes', keys: ['G', 'C'], does: 'Go to what changed', where: 'Everywhere' },
  { id: 'go-operations', keys: ['G', 'P'], does: 'Go to the operations', where: 'Everywhere' },
  { id: 'go-settings', keys: ['G', 'S'], does: 'Go to the settings', where: 'Everywhere' },
  { id: 'clear', keys: ['Esc'], does: 'Close, or clear the filters', where: 'Everywhere' },
  { id: 'filter', keys: ['/'], does: 'Filter the list', where: 'In a list' },
  { id: 'next', keys: ['J'], does: 'Select the next row', where: 'In a list' },
  { id: 'previous', keys: ['K'], does: 'Select the previous row', where: 'In a list' },
  { id: 'open', keys: ['Enter'], does: 'Open the selected row', where: 'In a list' },
  { id: 'first-filter', keys: ['F'], does: 'Go to the first filter', where: 'In a list' },
  { id: 'restart', keys: ['R'], does: 'Restart', where: 'On a service, or a selected one' },
  { id: 'update', keys: ['U'], does: 'Pull its image', where: 'On a service, or a selected one' },
  { id: 'next-detail', keys: [']'], does: 'Next service, operation or change', where: 'In detail' },
  { id: 'previous-detail', keys: ['['], does: 'Previous service, operation or change', where: 'In detail' },
] as const satisfies readonly KeyBinding[];

interface KeyBinding {
  readonly id: string;
  /** Pressed together where the first is Ctrl, else one after the other. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly where: string;
}

export type KeyId = (typeof KEY_MAP)[number]['id'];
