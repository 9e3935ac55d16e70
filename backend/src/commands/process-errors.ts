import { AppError } from '../platform/errors/app-error.ts';

/** A program could not be started: nothing of it ran. */
export class ProgramNotStarted extends AppError {
  readonly kind = 'operational';

  /** @param message what happened, what it means, what to do */
  constructor(
    readonly code:
      | 'program_not_found'
      | 'program_not_executable'
      | 'program_folder_missing'
      | 'program_arguments_invalid'
      | 'program_not_started',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Processes of an operation are still there although everything was done to end them. */
export class ProcessesNotEnded extends AppError {
  readonly code = 'processes_not_ended';
  readonly kind = 'operational';

  constructor(pids: readonly number[]) {
    super(
      `Processes ${pids.join(', ')} could not be ended: they run as another user or wait for a device that does not answer. They are still running. End them by hand, or restart the machine.`,
    );
  }
}
