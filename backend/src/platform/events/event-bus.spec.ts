import { Global, Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { correlationId, withCorrelation } from '../logging/correlation.ts';
import { createLog, Log } from '../logging/logger.ts';
import { LogLines } from '../testing/log-lines.ts';
import { BusNotReady, CriticalListenerFailed, NobodyListens } from './event-bus-errors.ts';
import { EventBus } from './event-bus.ts';
import { EventsModule } from './events.module.ts';
import { OnDomainEvent } from './on-domain-event.ts';

const SIGNED_OUT = { userId: 'u1', username: 'marta', address: '192.168.1.20' };
const BY = { actor: 'system', actorId: null, address: null, osUser: null };
const CREATED = { userId: 'u1', username: 'marta', role: 'viewer', ...BY } as const;

@Injectable()
class Listener {
  readonly heard: unknown[] = [];
  fails = false;

  @OnDomainEvent('auth.signed-out')
  async onSignedOut(payload: DomainEventMap['auth.signed-out']): Promise<void> {
    await Promise.resolve();
    if (this.fails) throw new Error('the listener broke');
    this.heard.push({ ...payload, correlationId: correlationId() });
  }

  @OnDomainEvent('auth.account-created', { critical: true })
  onAccountCreated(payload: DomainEventMap['auth.account-created']): void {
    if (this.fails) throw new Error('the listener broke');
    this.heard.push(payload);
  }

  @OnDomainEvent('auth.account-disabled')
  @OnDomainEvent('auth.account-enabled')
  onSwitched(payload: DomainEventMap['auth.account-enabled']): void {
    this.heard.push(payload);
  }
}

@Injectable()
class SecondListener {
  readonly heard: unknown[] = [];

  @OnDomainEvent('auth.signed-out')
  onSignedOut(payload: DomainEventMap['auth.signed-out']): void {
    this.heard.push(payload);
  }

  @OnDomainEvent('auth.account-created')
  onAccountCreated(payload: DomainEventMap['auth.account-created']): void {
    this.heard.push(payload);
  }
}

/** Never used: only compiled. */
export class Types {
  constructor(private readonly bus: EventBus) {}

  publishWrongly(): void {
    // @ts-expect-error there is no such event
    this.bus.publish('auth.signed-uot', SIGNED_OUT);
    // @ts-expect-error the payload of another event
    this.bus.publish('auth.signed-out', CREATED);
    // @ts-expect-error a payload that says more than the event does
    this.bus.publish('auth.signed-out', { ...SIGNED_OUT, password: 'x' });
    // @ts-expect-error waiting changes nothing about that
    void this.bus.publishAndWait('auth.account-created', { ...CREATED, role: 'root' });
  }

  // @ts-expect-error the listener takes something else than the event carries
  @OnDomainEvent('auth.signed-out')
  listenWrongly(payload: { readonly userId: number }): number {
    return payload.userId;
  }
}

describe('EventBus', () => {
  const logs = new LogLines();
  let module: TestingModule;
  let bus: EventBus;
  let listener: Listener;
  let second: SecondListener;
  beforeEach(async () => {
    const log = await createLog('debug', logs);

    @Global()
    @Module({ providers: [{ provide: Log, useValue: log }], exports: [Log] })
    class LogModule {}

    module = await Test.createTestingModule({
      imports: [LogModule, EventsModule],
      providers: [Listener, SecondListener],
    }).compile();
    bus = module.get(EventBus);
    listener = module.get(Listener);
    second = module.get(SecondListener);
  });
  afterEach(async () => {
    await module.close();
  });

  /** Lets every listener finish. */
  const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('refuses what is published before the listeners are there; Nest would lose it', async () => {
    expect(() => {
      bus.publish('auth.signed-out', SIGNED_OUT);
    }).toThrow(BusNotReady);
    await expect(bus.publishAndWait('auth.account-created', CREATED)).rejects.toThrow(BusNotReady);
    await module.init();
    bus.publish('auth.signed-out', SIGNED_OUT);
  });

  describe('publish', () => {
    beforeEach(async () => {
      await module.init();
    });

    it('reaches every listener, and waits for none', async () => {
      bus.publish('auth.signed-out', SIGNED_OUT);
      expect(listener.heard).toEqual([]);
      await settled();
      expect(listener.heard).toEqual([SIGNED_OUT]);
      expect(second.heard).toEqual([SIGNED_OUT]);
    });

    it('logs a listener that fails, and lets the others run', async () => {
      listener.fails = true;
      bus.publish('auth.signed-out', SIGNED_OUT);
      await settled();
      expect(second.heard).toEqual([SIGNED_OUT]);
      expect(logs.withMessage('An event listener failed').at(-1)).toMatchObject({
        level: 'error',
        event: 'auth.signed-out',
        listener: 'Listener.onSignedOut',
        err: { message: 'the listener broke' },
      });
    });

    it('does not fail with a listener that throws at once', async () => {
      listener.fails = true;
      bus.publish('auth.account-created', CREATED);
      await settled();
      expect(second.heard).toEqual([CREATED]);
    });

    it('is no trouble where nobody listens', () => {
      bus.publish('auth.password-changed', SIGNED_OUT);
    });

    it('lets one method listen to several events', async () => {
      bus.publish('auth.account-disabled', { userId: 'u1', username: 'marta', ...BY });
      bus.publish('auth.account-enabled', { userId: 'u2', username: 'paul', ...BY });
      await settled();
      expect(listener.heard).toHaveLength(2);
    });

    it('hands the correlation id on to the listeners and their log lines', async () => {
      withCorrelation('request-4711', () => {
        bus.publish('auth.signed-out', SIGNED_OUT);
      });
      await settled();
      expect(listener.heard).toEqual([{ ...SIGNED_OUT, correlationId: 'request-4711' }]);
      expect(logs.withMessage('Event handled').at(-1)).toMatchObject({ correlationId: 'request-4711' });
    });
  });

  describe('publishAndWait', () => {
    beforeEach(async () => {
      await module.init();
    });

    it('resolves once every listener has done its part', async () => {
      await bus.publishAndWait('auth.account-created', CREATED);
      expect(listener.heard).toEqual([CREATED]);
      expect(second.heard).toEqual([CREATED]);
    });

    it('rejects if a critical listener fails, after the others have run', async () => {
      listener.fails = true;
      const publishing = bus.publishAndWait('auth.account-created', CREATED);
      await expect(publishing).rejects.toThrow(CriticalListenerFailed);
      await expect(publishing).rejects.toMatchObject({ cause: new Error('the listener broke') });
      expect(second.heard).toEqual([CREATED]);
    });

    it('rejects where nobody takes care, or only somebody who need not', async () => {
      await expect(bus.publishAndWait('auth.password-changed', SIGNED_OUT)).rejects.toThrow(NobodyListens);
      await expect(bus.publishAndWait('auth.signed-out', SIGNED_OUT)).rejects.toThrow('no critical listener');
      expect(second.heard).toEqual([]);
    });
  });
});
