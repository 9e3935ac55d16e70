/** One line of the benchmark table: what we do, beside what limits anybody, measured in the same run. */
export interface Row {
  readonly name: string;
  /** What was measured of us, with its unit. */
  readonly ours: string;
  /** What it is compared with, and how much that takes. */
  readonly limit: string;
  /** Ours divided by the limit's. */
  readonly ratio: number;
  /** What we want, in words. */
  readonly goal: string;
  readonly met: boolean;
}

/** The table for the terminal. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['measured', 'ours', 'limit, same run', 'ratio', 'goal', ''],
    ...rows.map(({ name, ours, limit, ratio, goal, met }) => [
      name,
      ours,
      limit,
      `${ratio.toFixed(2)}×`,
      goal,
      met ? 'met' : 'MISSED',
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
