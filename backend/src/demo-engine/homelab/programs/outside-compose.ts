import { clockTime, lanAddress, plainTime, program } from './program.ts';

export const vaultwarden = program({
  everySeconds: 13,
  starting: [
    '|                       Starting Vaultwarden                         |',
    '[start][INFO] Rocket has launched from http://0.0.0.0:80',
  ],
  sayings: [
    {
      weight: 5,
      text: (c) =>
        `[${plainTime(c)}.${c.random.whole(100, 999)}][request][INFO] GET /api/sync?excludeDomains=true`,
    },
    {
      weight: 5,
      text: (c) =>
        `[${plainTime(c)}.${c.random.whole(100, 999)}][response][INFO] (sync) GET /api/sync?<data..> => 200 OK`,
    },
    {
      weight: 0.5,
      stream: 'stderr',
      text: (c) =>
        `[${plainTime(c)}.${c.random.whole(100, 999)}][vaultwarden::api::identity][ERROR] Username or password is incorrect. Try again. IP: ${lanAddress(c)}. Username: marta@atlas.lan.`,
    },
  ],
});

export const minecraft = program({
  everySeconds: 33,
  starting: [
    '[init] Running as uid=1000 gid=1000',
    '[Server thread/INFO]: Done (14.212s)! For help, type "help"',
  ],
  sayings: [
    {
      weight: 3,
      text: (c) =>
        `[${clockTime(c)}] [Server thread/INFO]: ${c.random.pick(['Jonas', 'Mia', 'Åse'])} joined the game`,
    },
    {
      weight: 3,
      text: (c) =>
        `[${clockTime(c)}] [Server thread/INFO]: ${c.random.pick(['Jonas', 'Mia', 'Åse'])} left the game`,
    },
    {
      weight: 1,
      text: (c) =>
        `[${clockTime(c)}] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running ${c.random.whole(2_000, 9_000)}ms or ${c.random.whole(40, 180)} ticks behind`,
    },
  ],
});
