/*
 * Loaded into the server's process by the benchmark (`--import …?report=FILE`): how long its event loop was held
 * up, which nobody can see from outside. SIGUSR2 writes what was measured since the last one, and begins anew.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 2;

const report = new URL(import.meta.url).searchParams.get('report') ?? '';
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6 - RESOLUTION_MS;

process.on('SIGUSR2', () => {
  const measured = { p99: milliseconds(delays.percentile(99)), max: milliseconds(delays.max) };
  delays.reset();
  writeFileSync(report, JSON.stringify(measured));
});
