import { Injectable } from '@nestjs/common';
import { RollupCell } from './rollup-cell.ts';
import { type Hours, hoursKept, type Subject } from './rollup-key.ts';
import { Rollups } from './rollup.repository.ts';
import { segmentsOf } from './rollup-window.ts';

/** What operations of a window amount to, exactly whatever its ends are. */
@Injectable()
export class WindowFigures {
  constructor(private readonly rollups: Rollups) {}

  /** All of it in one. */
  total(subject: Subject, from: number, to: number): RollupCell {
    const cell = new RollupCell();
    this.read(subject, from, to, hoursKept(subject), () => cell);
    return cell;
  }

  /** By command; those of which nothing ended are left out. */
  byCommand(subject: Omit<Subject, 'command'>, from: number, to: number): ReadonlyMap<string, RollupCell> {
    const cells = new Map<string, RollupCell>();
    const cellOf = (command: string): RollupCell => {
      const cell = cells.get(command) ?? new RollupCell();
      cells.set(command, cell);
      return cell;
    };
    const commands = this.rollups.commands(subject);
    for (const { kind, ...window } of segmentsOf(from, to, hoursKept({ ...subject, command: 'any' }))) {
      if (kind === 'operations')
        for (const finished of this.rollups.finished(subject, window)) cellOf(finished.command).add(finished);
      else
        for (const command of commands)
          for (const row of this.rollups.rows({ ...subject, command }, kind, window.from, window.to))
            cellOf(command).addStored(row);
    }
    return cells;
  }

  /**
   * Hands every row and every single operation of a window to the cell of its moment.
   *
   * @param lengths of the rows to use; no row may reach over what two moments get different cells for
   */
  read(
    subject: Subject,
    from: number,
    to: number,
    lengths: readonly Hours[],
    cellAt: (moment: number) => RollupCell,
  ): void {
    for (const { kind, ...window } of segmentsOf(from, to, lengths)) {
      if (kind === 'operations')
        for (const finished of this.rollups.finished(subject, window))
          cellAt(finished.requestedAt).add(finished);
      else
        for (const row of this.rollups.rows(subject, kind, window.from, window.to))
          cellAt(row.start).addStored(row);
    }
  }
}
