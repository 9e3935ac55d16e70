import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { type Observable, Subject, type Subscription } from 'rxjs';
import type { Operation, RunAnswer } from '#shared/operation';
import { commandWith, operationWith } from '../../../testing/operations';
import { serviceWith } from '../../../testing/services';
import type { Toast } from '../../ui/toasts/toast';
import { Toasts } from '../../ui/toasts/toasts';
import { OperationAddress } from '../operations/operation-address';
import { OperationsFeed } from '../operations/operations-feed';
import { CommandRuns } from './command-runs';
import { CommandsApi } from './commands-api';
import type { Offer, PendingRun } from './offers';

const offer: Offer = {
  command: commandWith('service.restart'),
  target: { kind: 'service', service: serviceWith('media/jellyfin') },
  text: 'Restart',
  icon: 'restart',
  key: null,
  locked: null,
  blocked: null,
};

describe('CommandRuns', () => {
  let asked: { readonly intent: string; readonly answer: Subject<RunAnswer> }[];
  let toasts: Omit<Toast, 'id'>[];
  let heard: Operation[];
  let opened: string[];
  let pending: readonly PendingRun[];
  let runs: CommandRuns;
  let listening: Subscription;

  beforeEach(() => {
    asked = [];
    toasts = [];
    heard = [];
    opened = [];
    const run = (_command: string, _request: unknown, intent: string): Observable<RunAnswer> => {
      const answer = new Subject<RunAnswer>();
      asked.push({ intent, answer });
      return answer;
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: CommandsApi, useValue: { run } },
        { provide: Toasts, useValue: { show: (toast: Omit<Toast, 'id'>) => toasts.push(toast) } },
        { provide: OperationsFeed, useValue: { hear: (operation: Operation) => heard.push(operation) } },
        { provide: OperationAddress, useValue: { open: (id: string) => opened.push(id) } },
      ],
    });
    runs = TestBed.inject(CommandRuns);
    listening = runs.done$.subscribe();
    listening.add(
      runs.pending$.subscribe((list) => {
        pending = list;
      }),
    );
  });

  afterEach(() => {
    listening.unsubscribe();
  });

  const refuse = (code: string, facts: Record<string, string> = {}): void => {
    const error = { type: '', title: '', status: 409, code, detail: 'Because.', correlationId: 'c', facts };
    asked.at(-1)?.answer.error(new HttpErrorResponse({ status: 409, error }));
  };

  it('asks once, however often it is pressed', () => {
    runs.press(offer);
    runs.press(offer);
    expect(asked).toHaveLength(1);
    expect(pending).toEqual([{ command: 'service.restart', target: 'media/jellyfin' }]);
  });

  it('shows what was started from the answer on', () => {
    runs.press(offer);
    asked[0]?.answer.next({ operation: operationWith() });
    asked[0]?.answer.complete();
    expect(heard.map(({ id }) => id)).toEqual(['op-1']);
    expect(pending).toEqual([]);
    expect(toasts).toEqual([]);
  });

  it('says why not, and leads to what is in the way', () => {
    runs.press(offer);
    refuse('already_running', { operationId: 'op-9' });
    expect(pending).toEqual([]);
    expect(toasts[0]).toMatchObject({ text: 'Restart jellyfin was not started', note: 'Because.' });
    toasts[0]?.action?.act();
    expect(opened).toEqual(['op-9']);
  });

  it('tries the same again when nobody answered, so that it is not done twice', () => {
    runs.press(offer);
    asked[0]?.answer.error(new HttpErrorResponse({ status: 0 }));
    toasts[0]?.action?.act();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.intent).toBe(asked[0]?.intent);
    asked[1]?.answer.next({ operation: operationWith() });
    asked[1]?.answer.complete();
    runs.press(offer);
    expect(asked[2]?.intent).not.toBe(asked[0]?.intent);
  });

  it('does nothing that is locked or kept away', () => {
    runs.press({ ...offer, locked: 'No.' });
    runs.press({ ...offer, blocked: { reason: 'No.', operationId: null } });
    expect(asked).toEqual([]);
  });
});
