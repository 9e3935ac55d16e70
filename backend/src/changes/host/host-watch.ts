import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { Ledger } from '../../platform/database/ledger.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import type { Attribution } from '../attribution.ts';
import { ChangeRecorder } from '../change-recorder.ts';
import { ChangeRepository } from '../change.repository.ts';
import type { Draft } from '../tracker/draft.ts';
import type { BootFacts } from './boot-facts.ts';
import { clockJump, type ClockReading } from './clock-jump.ts';
import { durationText } from './duration-text.ts';

/** Injection token of {@link BootFacts} or null, read once. */
export const BOOT_FACTS = Symbol('boot-facts');

/** How exact the end of the time somebody watched is known after a crash. Each is a write to the disk. */
const MARK_EVERY_MS = 60_000;

const CLOCK_EVERY_MS = 5_000;

/** A restart of this program takes less; what happened meanwhile is found by comparing. */
const UNWATCHED_MIN_MS = 90_000;

const SEEN_AT = 'seen-at';
const BOOT_ID = 'boot-id';

/** Notices that the machine was restarted, that its clock jumped, and that nobody watched for a while. */
@Injectable()
export class HostWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking = new Subscription();
  private reading: ClockReading | undefined;

  constructor(
    @Inject(BOOT_FACTS) private readonly boot: BootFacts | null,
    private readonly recorder: ChangeRecorder,
    private readonly changes: ChangeRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.lookBack();
    await this.mark();
    this.ticking.add(this.clock.every(MARK_EVERY_MS).subscribe(() => void this.mark()));
    this.ticking.add(
      this.clock.every(CLOCK_EVERY_MS).subscribe(() => {
        this.compareClocks();
      }),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.ticking.unsubscribe();
    await this.mark();
  }

  private lookBack(): void {
    const now = this.clock.now();
    const seenAt = Number(this.changes.mark(SEEN_AT) ?? now);
    const bootId = this.changes.mark(BOOT_ID);
    if (this.boot !== null && bootId !== null && bootId !== this.boot.bootId) {
      const up = durationText(now - this.boot.bootedAt);
      this.note(
        'host',
        Math.min(this.boot.bootedAt, now),
        'The machine was restarted',
        `It has been up for ${up}. It was last seen before at ${toIso(seenAt)}.`,
        'The kernel’s boot id is another one. Who restarted it is not known.',
      );
    }
    if (now - seenAt > UNWATCHED_MIN_MS) {
      this.note(
        'watch',
        now,
        `Nobody watched for ${durationText(now - seenAt)}`,
        `This program was not running from ${toIso(seenAt)} until ${toIso(now)}.`,
        'What happened meanwhile is found by comparing; when and by whom is not known.',
      );
    }
  }

  private compareClocks(): void {
    const reading = { wall: this.clock.now(), monotonic: this.clock.monotonic() };
    const jump = this.reading === undefined ? null : clockJump(this.reading, reading);
    this.reading = reading;
    if (jump === null) return;
    const title = `The clock jumped ${jump > 0 ? 'forward' : 'back'} by ${durationText(jump)}`;
    const cause = jump > 0 ? 'It was set, or the machine slept.' : 'It was set.';
    this.note('host', reading.wall, title, cause, 'The wall clock moved by more than the time that passed.');
  }

  private note(kind: Draft['kind'], at: number, title: string, detail: string, known: string): void {
    const attribution: Attribution = { actor: 'unknown', operationId: null, known };
    this.recorder.note(
      {
        at,
        kind,
        service: null,
        title,
        detail,
        tone: 'neutral',
        before: null,
        after: null,
        observed: false,
      },
      attribution,
    );
  }

  private async mark(): Promise<void> {
    try {
      await this.ledger.write((tx) => {
        this.changes.setMark(tx, SEEN_AT, String(this.clock.now()));
        if (this.boot !== null) this.changes.setMark(tx, BOOT_ID, this.boot.bootId);
      });
    } catch (error) {
      this.log.warn({ err: error }, 'It could not be noted that this program is watching');
    }
  }
}
