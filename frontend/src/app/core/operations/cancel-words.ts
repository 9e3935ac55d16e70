import type { Operation } from '#shared/operation';

/** What stays when an operation is cancelled now. */
export function cancelWordsOf({ command, status }: Pick<Operation, 'command' | 'status'>): string {
  if (status === 'queued') return 'It has not begun. Nothing has been done, so nothing has to be undone.';
  switch (command) {
    case 'docker.pull':
    case 'docker.pull-all':
    case 'compose.pull':
      return 'Images already pulled stay on disk. No container has been changed, so nothing has to be undone.';
    case 'service.start':
    case 'service.stop':
    case 'service.restart':
      return 'What the engine has begun, it finishes: the service may be left stopped. Nothing is put back.';
    case 'compose.up':
    case 'compose.restart':
    case 'compose.stop':
      return 'Containers already changed stay as they are now, the others as they were. Nothing is put back.';
    default:
      return 'It is stopped with everything it has started. What it has done so far stays done.';
  }
}
