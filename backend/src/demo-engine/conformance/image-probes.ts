import { DISTRIBUTION, IMAGE_ENTRY, IMAGE_INSPECT, PULL_LINE } from './other-shapes.ts';
import { field, parseJson, parseLines, probe, type ConformanceProbe, type Examination } from './probe.ts';
import { type RawAnswer } from './raw-request.ts';
import { misfits } from './shape.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export const IMAGE_PROBES: readonly ConformanceProbe[] = [
  probe('images, listed and one by one', async (exam) => {
    const { image } = exam.subjects;
    const listed = await exam.expectShape([IMAGE_ENTRY], '/images/json');
    await exam.expectShape([IMAGE_ENTRY], '/v1.41/images/json');
    const tags = Array.isArray(listed) ? listed.flatMap((entry) => field(entry, 'RepoTags')) : [];
    exam.check(tags.includes(image), `${image} is not listed`);
    const inspected = await exam.expectShape(IMAGE_INSPECT, `/images/${image}/json`);
    const id = String(field(inspected, 'Id'));
    exam.check(DIGEST.test(id), `Id: ${id}`);
    await exam.expectShape(IMAGE_INSPECT, `/images/${id}/json`);
    await exam.expectShape(IMAGE_INSPECT, `/v1.41/images/${image}/json`);
    await exam.expectMessage(404, /No such image: nosuch:1$/, 'GET', '/images/nosuch:1/json');
  }),
  probe('a pull says how it goes on, layer by layer', async (exam) => {
    const { name, tag } = exam.subjects.pullable;
    const pulled = await pull(exam, name, tag);
    const statuses = pulled.map((line) => String(field(line, 'status')));
    exam.check(statuses[0]?.startsWith('Pulling from ') === true, `first: ${String(statuses[0])}`);
    for (const stage of ['Pulling fs layer', 'Download complete', 'Extracting', 'Pull complete']) {
      exam.check(statuses.includes(stage), `no “${stage}”`);
    }
    exam.check(
      statuses.at(-2)?.startsWith('Digest: sha256:') === true,
      `last but one: ${String(statuses.at(-2))}`,
    );
    exam.check(
      statuses.at(-1) === `Status: Downloaded newer image for ${name}:${tag}`,
      `last: ${String(statuses.at(-1))}`,
    );
    const inspected = await exam.expectShape(IMAGE_INSPECT, `/images/${name}:${tag}/json`);
    const digest = statuses.at(-2)?.slice('Digest: '.length) ?? '';
    exam.check(
      JSON.stringify(field(inspected, 'RepoDigests')) === JSON.stringify([`${name}@${digest}`]),
      'RepoDigests',
    );
    const distribution = await exam.expectShape(DISTRIBUTION, `/distribution/${name}:${tag}/json`);
    exam.check(field(distribution, 'Descriptor', 'digest') === digest, 'the registry has another digest');
  }),
  probe('a pull of what is there already', async (exam) => {
    const { name, tag } = exam.subjects.pullable;
    const last = String(field((await pull(exam, name, tag)).at(-1), 'status'));
    exam.check(last === `Status: Image is up to date for ${name}:${tag}`, last);
  }),
  probe('a pull of what is nowhere', async (exam) => {
    const { name } = exam.subjects.pullable;
    const answer = await exam.ask('POST', `/images/create?fromImage=${encodeURIComponent(name)}&tag=nosuch`);
    exam.check(answer.status === 404, `status ${answer.status}`);
    const message = String(field(parseJson(answer.body), 'message'));
    exam.check(message.startsWith(`manifest for ${name}:nosuch not found: manifest unknown`), message);
    await exam.expectMessage(
      400,
      /^invalid reference format/,
      'POST',
      '/images/create?fromImage=UPPER%20x&tag=1',
    );
    await exam.expect(404, 'GET', `/distribution/${name}:nosuch/json`);
  }),
];

async function pull(exam: Examination, name: string, tag: string): Promise<readonly unknown[]> {
  const answer: RawAnswer = await exam.expect(
    200,
    'POST',
    `/images/create?fromImage=${encodeURIComponent(name)}&tag=${tag}`,
  );
  const lines = parseLines(answer.body);
  for (const line of lines) for (const misfit of misfits(line, PULL_LINE)) exam.note(`pull: ${misfit}`);
  return lines;
}
