import pLimit from 'p-limit';
import type { ProcessIdentity } from '../process-runner.ts';
import { isSame, type ProcessStat } from './process-stat.ts';
import type { ProcessTable } from './process-table.ts';

/**
 * Process ids go round after 32,768 of them at the least. No machine with so few starts that many within this, so
 * for so long only ids above the root's need to be looked at: most programs end sooner, and this is cheap.
 */
const IDS_GO_ROUND_MS = 1_000;

/** Environments read at once: as many as Node has threads for files. */
const QUESTIONS_AT_ONCE = 4;

/** One look at a family. */
export interface FamilyLook {
  readonly living: readonly ProcessStat[];
  /** False if somebody who may have belonged to it ended, and may have forked, while we looked. */
  readonly certain: boolean;
}

/**
 * The processes of one operation: whoever carries its marker in the environment, and whoever is a child, or in
 * the process group or session, of one that was found to belong to it. The second net is for programs that clear
 * their environment.
 *
 * What escapes both: a process that clears its environment, opens a session of its own *and* loses its parent
 * between two looks. Linux would hand such an orphan to us if we were a "child subreaper" (prctl), but Node
 * has no way to become one.
 */
export class ProcessFamily {
  private members = new Map<number, ProcessStat>();
  private readonly began = performance.now();
  private readonly us: Us;
  private readonly asking = pLimit(QUESTIONS_AT_ONCE);

  /** @param root the program the operation began with; null where it is long gone */
  constructor(
    private readonly table: ProcessTable,
    private readonly marker: string,
    private readonly root: ProcessIdentity | null,
  ) {
    this.us = usIn(table);
  }

  /** Who of it is alive now. Remembers them, so that the next look knows their children. */
  async look(): Promise<FamilyLook> {
    const others = await this.meet();
    const strangers = others.filter(
      (process) => !this.members.has(process.pid) && !this.isOlderThanRoot(process),
    );
    const carried = await this.asking.map(strangers, async ({ pid }) => this.table.carries(pid, this.marker));
    for (const [index, process] of strangers.entries()) {
      if (carried[index] === 'yes') this.members.set(process.pid, process);
    }
    this.grow(others);
    return { living: [...this.members.values()], certain: !carried.includes('gone') };
  }

  /** Remembers who belongs to it by descent, and asks nobody for a marker: cheap. @returns who was looked at */
  async meet(): Promise<readonly ProcessStat[]> {
    const others = (await this.table.living(this.since())).filter((process) => !this.isUs(process));
    this.members = new Map(others.filter((process) => this.isKnown(process)).map((one) => [one.pid, one]));
    this.grow(others);
    return others;
  }

  /** Takes in children, groups and sessions of members until there are no more. */
  private grow(others: readonly ProcessStat[]): void {
    const { sessions, groups } = this.circles();
    for (let before = -1; before !== this.members.size;) {
      before = this.members.size;
      for (const process of others.toReversed()) {
        if (this.members.has(process.pid)) continue;
        const { parent, session, group } = process;
        if (!this.members.has(parent) && !sessions.has(session) && !groups.has(group)) continue;
        this.members.set(process.pid, process);
        sessions.add(session);
        groups.add(group);
      }
    }
  }

  private circles(): { readonly sessions: Set<number>; readonly groups: Set<number> } {
    const members = [...this.members.values()];
    const sessions = new Set(members.map(({ session }) => session));
    const groups = new Set(members.map(({ group }) => group));
    if (this.root !== null && !this.isRootsNumberTaken(this.root)) {
      sessions.add(this.root.pid);
      groups.add(this.root.pid);
    }
    return { sessions, groups };
  }

  /** A number is free for somebody else once nobody is left in the group of that number. */
  private isRootsNumberTaken(root: ProcessIdentity): boolean {
    const holder = this.table.stat(root.pid);
    return holder !== null && !isSame(holder, root);
  }

  private isKnown(process: ProcessStat): boolean {
    const member = this.members.get(process.pid) ?? this.root;
    return member !== null && isSame(member, process);
  }

  private isOlderThanRoot({ startTime }: ProcessStat): boolean {
    return this.root !== null && Number(startTime) < Number(this.root.startTime);
  }

  private since(): number | null {
    return performance.now() - this.began < IDS_GO_ROUND_MS ? (this.root?.pid ?? null) : null;
  }

  private isUs({ pid, session }: ProcessStat): boolean {
    return this.us.pids.has(pid) || session === this.us.session;
  }
}

/** This program, who started it, and its session. */
interface Us {
  readonly pids: ReadonlySet<number>;
  readonly session: number | null;
}

/** This server may itself have been started by an operation, and would look like a part of it. */
function usIn(table: ProcessTable): Us {
  const us = table.stat(process.pid);
  const pids = new Set<number>([process.pid]);
  for (let one = us; one !== null && one.parent > 0 && !pids.has(one.parent); one = table.stat(one.parent)) {
    pids.add(one.parent);
  }
  return { pids, session: us?.session ?? null };
}
