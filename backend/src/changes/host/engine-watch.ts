import { Injectable } from '@nestjs/common';
import type { EngineState } from '#shared/engine';
import { Ledger } from '../../platform/database/ledger.ts';
import { OnDomainEvent } from '../../platform/events/on-domain-event.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Attribution } from '../attribution.ts';
import { ChangeRecorder } from '../change-recorder.ts';
import { ChangeRepository } from '../change.repository.ts';
import type { Draft } from '../tracker/draft.ts';
import { durationText } from './duration-text.ts';

const ENGINE_VERSION = 'engine-version';

const SEEN: Attribution = {
  actor: 'outside',
  operationId: null,
  known: 'The connection to the engine showed it.',
};

/** Notices that the engine went away, came back, or is another release than before. */
@Injectable()
export class EngineWatch {
  private awaySince: number | null = null;

  constructor(
    private readonly recorder: ChangeRecorder,
    private readonly changes: ChangeRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @OnDomainEvent('docker.engine-changed')
  async onEngine(engine: EngineState): Promise<void> {
    if (engine.status === 'unreachable' && this.awaySince === null) this.leave(engine);
    if (engine.status === 'connected') {
      this.comeBack();
      await this.compareVersion(engine);
    }
  }

  private leave({ error }: EngineState): void {
    this.awaySince = this.clock.now();
    this.note('The Docker Engine went away', error?.message ?? '', 'bad');
  }

  private comeBack(): void {
    if (this.awaySince === null) return;
    const away = durationText(this.clock.now() - this.awaySince);
    this.awaySince = null;
    this.note('The Docker Engine answers again', `It was away for ${away}.`, 'good');
  }

  private async compareVersion({ version }: EngineState): Promise<void> {
    const before = this.changes.mark(ENGINE_VERSION);
    if (version === null || before === version) return;
    if (before !== null)
      this.note('The Docker Engine is another release', `From ${before} to ${version}.`, 'neutral', {
        before: { version: before },
        after: { version },
      });
    try {
      await this.ledger.write((tx) => {
        this.changes.setMark(tx, ENGINE_VERSION, version);
      });
    } catch (error) {
      this.log.warn({ err: error }, 'The engine’s release could not be noted');
    }
  }

  private note(
    title: string,
    detail: string,
    tone: Draft['tone'],
    sides: Pick<Draft, 'before' | 'after'> = { before: null, after: null },
  ): void {
    const at = this.clock.now();
    this.recorder.note(
      { at, kind: 'engine', service: null, title, detail, tone, ...sides, observed: true },
      SEEN,
    );
  }
}
