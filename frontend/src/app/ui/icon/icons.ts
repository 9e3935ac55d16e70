export interface IconShape {
  readonly d: string;
  /** Filled instead of drawn as a line. */
  readonly fill?: true;
  /** Line width, where it is not the set's 1.6. */
  readonly width?: number;
  /** A mark cut out of a filled shape. */
  readonly knockout?: true;
  readonly faint?: true;
  readonly dash?: string;
}

/** Our own icons on a grid of 24, drawn with round lines. Names beginning with `is-` are the glyphs of a state. */
export const ICONS = {
  alert: [{ d: 'M12 4.5 3.5 19h17zM12 10v4M12 16.5h.01' }],
  box: [{ d: 'm12 3.5 7.5 4.2v8.6L12 20.5l-7.5-4.2V7.7zM4.8 7.9 12 12l7.2-4.1M12 12v8.3' }],
  check: [{ d: 'm5 12.5 4.5 4.5L19 7.5' }],
  clock: [{ d: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0 -16 0M12 7.5V12l3 2' }],
  close: [{ d: 'm6.5 6.5 11 11M17.5 6.5l-11 11' }],
  copy: [
    {
      d: 'M10.5 8.5h7.5a2 2 0 0 1 2 2v7.5a2 2 0 0 1 -2 2h-7.5a2 2 0 0 1 -2 -2v-7.5a2 2 0 0 1 2 -2zM15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5',
    },
  ],
  down: [{ d: 'm6 9.5 6 6 6-6' }],
  external: [
    {
      d: 'M14 4.5h5.5V10M19 5l-8.5 8.5M17.5 14v4a1.8 1.8 0 0 1-1.8 1.8H6A1.8 1.8 0 0 1 4.2 18V8.3A1.8 1.8 0 0 1 6 6.5h4',
    },
  ],
  'is-bad': [
    { d: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z', fill: true },
    { d: 'm9 9 6 6M15 9l-6 6', width: 2, knockout: true },
  ],
  'is-ok': [
    { d: 'M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0', fill: true },
    { d: 'm8.4 12.3 2.5 2.5 4.7-5', width: 2, knockout: true },
  ],
  'is-paused': [
    {
      d: 'M8 5h8a3 3 0 0 1 3 3v8a3 3 0 0 1 -3 3h-8a3 3 0 0 1 -3 -3v-8a3 3 0 0 1 3 -3zM10.3 9.7v4.6M13.7 9.7v4.6',
      width: 1.9,
    },
  ],
  'is-running': [
    { d: 'M4.3 12a7.7 7.7 0 1 0 15.4 0a7.7 7.7 0 1 0 -15.4 0', width: 1.8 },
    { d: 'M10.2 8.7v6.6l5-3.3z', fill: true },
  ],
  'is-starting': [
    { d: 'M4.3 12a7.7 7.7 0 1 0 15.4 0a7.7 7.7 0 1 0 -15.4 0', width: 1.9, faint: true },
    { d: 'M12 4.3a7.7 7.7 0 0 1 6.67 11.55', width: 2.3 },
  ],
  'is-stopped': [
    { d: 'M8 5h8a3 3 0 0 1 3 3v8a3 3 0 0 1 -3 3h-8a3 3 0 0 1 -3 -3v-8a3 3 0 0 1 3 -3zM9.5 12h5', width: 1.9 },
  ],
  'is-unknown': [
    { d: 'M4.3 12a7.7 7.7 0 1 0 15.4 0a7.7 7.7 0 1 0 -15.4 0', width: 1.9, dash: '3 3.05' },
    { d: 'M12 12h.01', width: 3 },
  ],
  'is-warn': [
    { d: 'M12 4.5 3.5 19h17z', fill: true },
    { d: 'M12 10v3.8M12 16.4h.01', width: 2, knockout: true },
  ],
  key: [{ d: 'M4 15.5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M11 12.5l8-8M15.5 8l3 3M13 10.5l2 2' }],
  keyboard: [
    {
      d: 'M5 6h14a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-8a2 2 0 0 1 2 -2zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M7 14h.01M17 14h.01M10 14h4',
    },
  ],
  left: [{ d: 'm14.5 6-6 6 6 6' }],
  link: [
    {
      d: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
    },
  ],
  lock: [
    {
      d: 'M7 10.5h10a2 2 0 0 1 2 2v5.5a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-5.5a2 2 0 0 1 2 -2zM8 10.5V8a4 4 0 0 1 8 0v2.5',
    },
  ],
  mark: [
    { d: 'M12 2.8 21.2 7.6 12 12.4 2.8 7.6z', fill: true },
    { d: 'm3.4 12.1 8.6 4.5 8.6-4.5M3.4 16.5 12 21l8.6-4.5', width: 1.9 },
  ],
  menu: [{ d: 'M4 7h16M4 12h16M4 17h16' }],
  monitor: [
    {
      d: 'M5.5 5h13a2 2 0 0 1 2 2v7.5a2 2 0 0 1 -2 2h-13a2 2 0 0 1 -2 -2v-7.5a2 2 0 0 1 2 -2zM8.5 20h7M12 16.5V20',
    },
  ],
  moon: [{ d: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z' }],
  overview: [
    {
      d: 'M5 4h4a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-6a1.5 1.5 0 0 1 1.5 -1.5zM15 4h4a1.5 1.5 0 0 1 1.5 1.5v2a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-2a1.5 1.5 0 0 1 1.5 -1.5zM15 12h4a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-5a1.5 1.5 0 0 1 1.5 -1.5zM5 16h4a1.5 1.5 0 0 1 1.5 1.5v1a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-1a1.5 1.5 0 0 1 1.5 -1.5z',
    },
  ],
  projects: [
    {
      d: 'M3.5 8.5V6.6A1.6 1.6 0 0 1 5.1 5h3.6l2 2.4h8.2a1.6 1.6 0 0 1 1.6 1.6v9.4a1.6 1.6 0 0 1-1.6 1.6H5.1a1.6 1.6 0 0 1-1.6-1.6z',
    },
  ],
  pulse: [{ d: 'M3.5 12.5h4L10 6l4 12 2.5-5.5h4' }],
  restart: [{ d: 'M20 5v5h-5M19.4 10A8 8 0 1 0 20 14' }],
  right: [{ d: 'm9.5 6 6 6-6 6' }],
  search: [{ d: 'M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0M20 20l-4.2-4.2' }],
  'sign-out': [
    {
      d: 'M13.5 4.5H6.8A1.8 1.8 0 0 0 5 6.3v11.4a1.8 1.8 0 0 0 1.8 1.8h6.7M10 12h10M16.5 8.5 20 12l-3.5 3.5',
    },
  ],
  sun: [
    {
      d: 'M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3M17.1 17.1l1.3 1.3M18.4 5.6l-1.3 1.3M6.9 17.1l-1.3 1.3',
    },
  ],
  sync: [{ d: 'M4 11a8 8 0 0 1 14-4.5L20 9M20 4v5h-5M20 13a8 8 0 0 1-14 4.5L4 15M4 20v-5h5' }],
  unplug: [
    {
      d: 'm4 20 3.5-3.5M20 4l-3.5 3.5M7 12l5 5-1.5 1.5a3.5 3.5 0 0 1-5-5zM12 7l5 5 1.5-1.5a3.5 3.5 0 0 0-5-5zM10 14l1.8-1.8M12 10.5l-1 1',
    },
  ],
  up: [{ d: 'm6 14.5 6-6 6 6' }],
  user: [
    { d: 'M8.3 8.5a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0 -7.4 0M4.8 20c.7-3.7 3.6-5.7 7.2-5.7s6.5 2 7.2 5.7' },
  ],
} as const satisfies Record<string, readonly IconShape[]>;

export type IconName = keyof typeof ICONS;
