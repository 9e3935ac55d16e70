import { describe, expect, it } from '@jest/globals';
import { serviceWith } from '../../../testing/services';
import { groupByProject, summarizeProjects } from './project-summary';

const services = [
  serviceWith('~/watchtower'),
  serviceWith('media/web-10'),
  serviceWith('media/web-2', { state: 'failed' }),
  serviceWith('dev/forgejo', { state: 'stopped' }),
  serviceWith('media/api', { health: 'unhealthy' }),
  serviceWith('media/worker', { state: 'failed' }),
];

describe('groupByProject', () => {
  it('sorts as a person would, and puts what belongs to no project last', () => {
    const groups = [...groupByProject(services)].map(([project, members]) => [
      project,
      members.map(({ name }) => name),
    ]);
    expect(groups).toEqual([
      ['dev', ['forgejo']],
      ['media', ['api', 'web-2', 'web-10', 'worker']],
      ['~', ['watchtower']],
    ]);
  });
});

describe('summarizeProjects', () => {
  it('shows each project as its worst service, and counts what is not well', () => {
    const [dev, media, outside] = summarizeProjects(services, false);
    expect(dev).toMatchObject({ title: 'dev', services: 1, trouble: '1 stopped', status: { tone: 'off' } });
    expect(media).toMatchObject({ services: 4, trouble: '1 unhealthy, 2 exited', status: { tone: 'bad' } });
    expect(outside).toMatchObject({ title: 'Outside compose', trouble: '', status: { word: 'Healthy' } });
  });

  it('claims nothing from an old picture', () => {
    for (const summary of summarizeProjects(services, true))
      expect(summary).toMatchObject({ trouble: '', status: { word: 'Unknown' } });
  });
});
