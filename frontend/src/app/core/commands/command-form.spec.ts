import { describe, expect, it } from '@jest/globals';
import { commandWith } from '../../../testing/operations';
import { serviceWith } from '../../../testing/services';
import { CommandForm } from './command-form';
import { issuesOf } from './issues';
import type { Offer } from './offers';

const offer = (change: Parameters<typeof commandWith>[1], id = 'service.stop'): Offer => ({
  command: commandWith(id, change),
  target: { kind: 'service', service: serviceWith('media/jellyfin') },
  text: 'Stop',
  icon: 'stop',
  key: null,
  locked: null,
  blocked: null,
});

describe('CommandForm', () => {
  it('asks only what the target does not answer', () => {
    const form = new CommandForm(
      offer({
        paramsSchema: {
          properties: {
            service: { type: 'string', 'x-source': 'service' },
            graceSeconds: { type: 'integer', minimum: 1 },
          },
          required: ['service', 'graceSeconds'],
        },
      }),
    );
    expect(form.fields.map(({ name }) => name)).toEqual(['graceSeconds']);
    expect(form.submit()).toBeNull();
    const [field] = form.fields;
    if (field === undefined) throw new Error('There is no field.');
    expect(form.problemWith(field)).toBe('Enter a value.');
    form.set(field, '5');
    expect(form.submit()).toEqual({ params: { service: 'media/jellyfin', graceSeconds: 5 } });
  });

  it('finds nothing wrong before somebody has tried', () => {
    const form = new CommandForm(offer({ reasonRequired: true }));
    expect(form.reasonProblemShown()).toBeNull();
    expect(form.submit()).toBeNull();
    expect(form.reasonProblemShown()).toContain('Say why');
    form.reason.set('  Upgrade of the disk ');
    expect(form.submit()).toEqual({
      params: { service: 'media/jellyfin' },
      reason: 'Upgrade of the disk',
    });
  });

  it('is armed by typing the name', () => {
    const form = new CommandForm(offer({ confirmation: 'typed' }));
    form.typed.set('media/jelly');
    expect([form.isTyped(), form.submit()]).toEqual([false, null]);
    form.typed.set('media/jellyfin');
    expect(form.submit()).toMatchObject({ confirm: 'media/jellyfin' });
  });

  it('is armed by the name of what is chosen, where the form itself asks what it acts on', () => {
    const paramsSchema = {
      properties: { service: { type: 'string', 'x-source': 'service' } },
      required: ['service'],
    };
    const asked = offer({ confirmation: 'typed', paramsSchema }, 'host.wipe');
    const form = new CommandForm({ ...asked, target: { kind: 'host' } });
    form.typed.set('host.wipe');
    expect([form.toType(), form.isTyped()]).toEqual([null, false]);
    const [field] = form.fields;
    if (field === undefined) throw new Error('There is no field.');
    form.set(field, 'media/jellyfin');
    expect([form.toType(), form.isTyped()]).toEqual(['media/jellyfin', false]);
    form.typed.set('media/jellyfin');
    expect(form.submit()).toEqual({ params: { service: 'media/jellyfin' }, confirm: 'media/jellyfin' });
  });

  it('is armed by its own id where it acts on no one thing', () => {
    const asked = offer({ confirmation: 'typed' }, 'host.wipe');
    const form = new CommandForm({ ...asked, target: { kind: 'host' } });
    form.typed.set('host.wipe');
    expect(form.submit()).toEqual({ params: {}, confirm: 'host.wipe' });
  });

  it('shows what the server finds wrong, until it is changed', () => {
    const form = new CommandForm(
      offer({ paramsSchema: { properties: { tag: { type: 'string' } }, required: ['tag'] } }, 'host.tag'),
    );
    const [field] = form.fields;
    if (field === undefined) throw new Error('There is no field.');
    form.set(field, 'x');
    form.refuse(
      issuesOf({
        kind: 'refused',
        problem: {
          type: '',
          title: '',
          status: 422,
          code: 'invalid_params',
          detail: '',
          correlationId: '',
          issues: [{ path: 'params.tag', message: 'There is no tag x.' }],
        },
      }),
    );
    expect(form.problemWith(field)).toBe('There is no tag x.');
    form.set(field, 'y');
    expect(form.problemWith(field)).toBeNull();
  });
});
