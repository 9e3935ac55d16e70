import { plainTime, program } from './program.ts';

const nest = (pid: number, time: string, level: string, context: string, message: string): string =>
  `\u001b[32m[Nest] ${pid}  - \u001b[39m${time} \u001b[32m  ${level}\u001b[39m \u001b[33m[${context}]\u001b[39m \u001b[32m${message}\u001b[39m`;

/** Coloured, as it is in reality: whoever shows it has to deal with escape sequences. */
export const immichServer = program({
  everySeconds: 6,
  starting: [
    nest(
      7,
      '{iso}',
      'LOG',
      'Microservices:Bootstrap',
      'Immich Microservices is running [v2.4.1] [production]',
    ),
    nest(
      17,
      '{iso}',
      'LOG',
      'Api:Bootstrap',
      'Immich Server is listening on http://[::1]:2283 [v2.4.1] [production]',
    ),
  ],
  sayings: [
    {
      weight: 6,
      text: (c) =>
        nest(
          7,
          plainTime(c),
          'LOG',
          'Microservices:MetadataService',
          `Extracted metadata for asset ${c.random.hex(8)}-${c.random.hex(4)}-4${c.random.hex(3)}-a${c.random.hex(3)}-${c.random.hex(12)}`,
        ),
    },
    {
      weight: 4,
      text: (c) =>
        nest(
          7,
          plainTime(c),
          'LOG',
          'Microservices:MediaService',
          `Successfully generated WEBP image thumbnail for asset ${c.random.hex(8)}`,
        ),
    },
    {
      weight: 2,
      text: (c) =>
        nest(17, plainTime(c), 'LOG', 'Api:EventRepository', `Websocket Connect:    ${c.random.hex(20)}`),
    },
    {
      weight: 1,
      text: (c) =>
        nest(
          7,
          plainTime(c),
          'WARN',
          'Microservices:MachineLearningRepository',
          'Machine learning request to "http://immich-machine-learning:3003" failed: fetch failed',
        ),
    },
    {
      weight: 0.4,
      stream: 'stderr',
      text: (c) => [
        nest(
          7,
          plainTime(c),
          'ERROR',
          'Microservices:{"id":"' + c.random.hex(8) + '"}',
          'Unable to run job handler (SmartSearch): Error: Machine learning request \'{"clip":{"visual":{"modelName":"ViT-B-32__openai"}}}\' failed for all URLs',
        ),
        'Error: Machine learning request \'{"clip":{"visual":{"modelName":"ViT-B-32__openai"}}}\' failed for all URLs',
        '    at MachineLearningRepository.predict (/usr/src/app/dist/repositories/machine-learning.repository.js:98:15)',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
        '    at async SmartInfoService.handleEncodeClip (/usr/src/app/dist/services/smart-info.service.js:90:27)',
      ],
    },
  ],
});

export const immichMachineLearning = program({
  everySeconds: 11,
  starting: [
    '[INFO] Starting gunicorn 23.0.0',
    '[INFO] Listening at: http://[::]:3003 (8)',
    '[INFO] Using worker: immich_ml.config.CustomUvicornWorker',
    '[INFO] Application startup complete.',
  ],
  sayings: [
    { weight: 4, text: (c) => `[${clock(c.at)}] INFO     Loading visual model 'ViT-B-32__openai' to memory` },
    {
      weight: 3,
      text: (c) =>
        `[${clock(c.at)}] INFO     Setting execution providers to ['CPUExecutionProvider'], in descending order of preference`,
    },
    {
      weight: 2,
      text: (c) =>
        `[${clock(c.at)}] WARNING  Slow inference: facial-recognition took ${c.random.between(4, 31).toFixed(1)} s for a batch of ${c.random.whole(2, 16)}`,
    },
    {
      weight: 0.6,
      stream: 'stderr',
      text: (c) => [
        `[${clock(c.at)}] ERROR    Exception in ASGI application`,
        'Traceback (most recent call last):',
        '  File "/usr/src/immich_ml/main.py", line 177, in predict',
        '    response = await run_inference(inputs, entries)',
        '  File "/usr/lib/python3.11/asyncio/tasks.py", line 489, in wait_for',
        '    raise exceptions.TimeoutError() from exc',
        'TimeoutError',
      ],
    },
  ],
});

function clock(at: number): string {
  return new Date(at / 1_000).toISOString().slice(11, 19);
}
