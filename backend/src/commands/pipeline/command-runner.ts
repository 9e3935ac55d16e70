import { Injectable } from '@nestjs/common';
import type { Operation } from '#shared/operation';
import { AppError } from '../../platform/errors/app-error.ts';
import { CommandCatalog } from '../command-catalog.ts';
import { CommandPorts } from '../command-ports.ts';
import { Dispatcher } from '../runtime/dispatcher.ts';
import { Admission } from './admission.ts';
import type { CommandRequest, PreparedRun } from './command-request.ts';
import { prepare } from './preparation.ts';
import { Stopping, UnknownCommand } from './run-errors.ts';

/** The one way to have something executed. */
@Injectable()
export class CommandRunner {
  constructor(
    private readonly catalog: CommandCatalog,
    private readonly ports: CommandPorts,
    private readonly admission: Admission,
    private readonly dispatcher: Dispatcher,
  ) {}

  /**
   * Runs one command of the catalog. Nothing is executed unless the request was recorded first, and a refusal is
   * recorded before it is answered.
   *
   * @returns the operation as it was recorded; its outcome follows
   * @throws AppError if it was refused
   */
  async run(request: CommandRequest): Promise<Operation> {
    if (this.dispatcher.isClosed) throw new Stopping();
    const command = this.catalog.find(request.commandId);
    const earlier = command === null ? null : this.admission.earlier(request, command);
    if (earlier !== null) return earlier;
    const prepared = await this.prepareOrRefuse(request);
    return this.admission.admit(prepared);
  }

  private async prepareOrRefuse(request: CommandRequest): Promise<PreparedRun> {
    try {
      return prepare(request, this.catalog, this.ports);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const command = error instanceof UnknownCommand ? null : this.catalog.find(request.commandId);
      await this.admission.refuse(request, command, error);
      throw error;
    }
  }
}
