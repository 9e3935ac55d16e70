import { plainTime, program } from './program.ts';

const PAPERS = [
  'Stromrechnung 2026-05',
  'Mietvertrag',
  'Steuerbescheid 2025',
  'Quittung Fahrrad',
  'Versicherung – Nachtrag',
];

export const paperless = program({
  everySeconds: 24,
  starting: [
    '[init-start] paperless-ngx docker container starting...',
    '[init-db-wait] Connected to PostgreSQL',
    '[svc-webserver] Listening on 0.0.0.0:8000',
  ],
  sayings: [
    {
      weight: 4,
      text: (c) =>
        `[${plainTime(c)},${c.random.whole(100, 999)}] [INFO] [celery.app.trace] Task documents.tasks.train_classifier[${c.random.hex(8)}-${c.random.hex(4)}] succeeded in ${c.random.between(0.01, 3).toFixed(6)}s: None`,
    },
    {
      weight: 2,
      text: (c) =>
        `[${plainTime(c)},${c.random.whole(100, 999)}] [INFO] [paperless.consumer] Consuming ${c.random.pick(PAPERS)}.pdf`,
    },
    {
      weight: 2,
      text: (c) =>
        `[${plainTime(c)},${c.random.whole(100, 999)}] [INFO] [paperless.consumer] Document ${c.random.pick(PAPERS)} consumption finished`,
    },
    {
      weight: 1,
      text: (c) =>
        `[${plainTime(c)},${c.random.whole(100, 999)}] [WARNING] [ocrmypdf._pipeline] [tesseract] lots of diacritics - possibly poor OCR`,
    },
  ],
});

export const postgres = program({
  everySeconds: 150,
  starting: [
    'PostgreSQL Database directory appears to contain a database; Skipping initialization',
    'LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    'LOG:  database system is ready to accept connections',
  ],
  sayings: [
    {
      weight: 4,
      stream: 'stderr',
      text: (c) => `${plainTime(c)}.${c.random.whole(100, 999)} UTC [27] LOG:  checkpoint starting: time`,
    },
    {
      weight: 4,
      stream: 'stderr',
      text: (c) =>
        `${plainTime(c)}.${c.random.whole(100, 999)} UTC [27] LOG:  checkpoint complete: wrote ${c.random.whole(3, 900)} buffers (${c.random.between(0, 4).toFixed(1)}%); write=${c.random.between(0.3, 90).toFixed(3)} s, sync=0.00${c.random.whole(1, 9)} s, total=${c.random.between(1, 90).toFixed(3)} s`,
    },
    {
      weight: 0.5,
      stream: 'stderr',
      text: (c) => [
        `${plainTime(c)}.${c.random.whole(100, 999)} UTC [${c.random.whole(200, 9_000)}] ERROR:  duplicate key value violates unique constraint "UQ_assets_owner_checksum"`,
        `${plainTime(c)}.${c.random.whole(100, 999)} UTC [${c.random.whole(200, 9_000)}] DETAIL:  Key ("ownerId", checksum)=(${c.random.hex(8)}-…, \\x${c.random.hex(40)}) already exists.`,
      ],
    },
  ],
});

export const redis = program({
  everySeconds: 200,
  starting: ['1:C oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', '1:M * Ready to accept connections tcp'],
  sayings: [
    {
      weight: 2,
      text: (c) => `1:M ${plainTime(c)}.${c.random.whole(100, 999)} * 100 changes in 300 seconds. Saving...`,
    },
    {
      weight: 2,
      text: (c) =>
        `${c.random.whole(20, 99_999)}:C ${plainTime(c)}.${c.random.whole(100, 999)} * DB saved on disk`,
    },
    {
      weight: 2,
      text: (c) =>
        `1:M ${plainTime(c)}.${c.random.whole(100, 999)} * Background saving terminated with success`,
    },
  ],
});

export const restic = program({
  everySeconds: 4,
  starting: ['open repository', 'lock repository', 'using parent snapshot 5d0b1f3c', 'load index files'],
  failing: [
    'Fatal: unable to open repository at sftp:backup@borealis.lan:/srv/restic: ssh: connect to host borealis.lan port 22: No route to host',
  ],
  sayings: [
    {
      weight: 5,
      text: (c) =>
        `[0:${String(c.turn % 60).padStart(2, '0')}] ${c.random.between(1, 99).toFixed(2)}%  ${c.random.whole(100, 4_000)} files ${c.random.between(0.1, 9).toFixed(3)} GiB, total 18231 files 11.207 GiB, 0 errors`,
    },
  ],
});
