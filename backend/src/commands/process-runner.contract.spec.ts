import { SILENT_LOG } from '../platform/logging/silent-log.ts';
import { SpawnedProcessRunner } from './adapters/spawned-process-runner.ts';
import { FakeProcessRunner } from './testing/fake-process-runner.ts';
import { describeProcessRunnerContract } from './testing/process-runner-contract.ts';
import { ProgramFolder } from './testing/program-folder.ts';

describeProcessRunnerContract('the fake', () => ({
  runner: new FakeProcessRunner()
    .install('/fake/talks', async ({ write }) => {
      await write('stdout', 'out');
      await write('stderr', 'err');
      return 3;
    })
    .install('/fake/waits', async ({ write, askedToEnd }) => {
      await write('stdout', 'ready');
      await askedToEnd;
      return 0;
    })
    .install('/fake/leaves', async ({ write, leaveBehind }) => {
      leaveBehind();
      await write('stdout', 'left');
      return 0;
    })
    .install('/fake/binary', async ({ write }) => {
      await write('stdout', Buffer.from([0x00, 0xff, 0xfe]));
      return 0;
    }),
  talks: '/fake/talks',
  waits: '/fake/waits',
  leaves: '/fake/leaves',
  binary: '/fake/binary',
  close: () => undefined,
}));

describeProcessRunnerContract('processes of this machine', () => {
  const programs = new ProgramFolder();
  return {
    runner: new SpawnedProcessRunner(SILENT_LOG),
    talks: programs.shell('talks', 'printf out', 'printf err >&2', 'exit 3'),
    waits: programs.shell('waits', 'printf ready', 'exec /bin/sleep 60'),
    leaves: programs.shell('leaves', '/bin/sleep 60 >/dev/null 2>&1 &', 'printf left'),
    binary: programs.shell('binary', String.raw`printf '\000\377\376'`),
    close: () => {
      programs[Symbol.dispose]();
    },
  };
});
