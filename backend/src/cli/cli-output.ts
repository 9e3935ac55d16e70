import { ConfigurationInvalid } from '../platform/config/configuration-invalid.ts';
import { AppError } from '../platform/errors/app-error.ts';
import { EXIT, failureOf } from '../platform/process/exit-codes.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

/** What a command has found out or done. */
export interface CommandResult {
  /** For programs: `--json` prints this and nothing else. */
  readonly document: object;
  /** For people. */
  readonly text: string;
  /** 0 if absent. */
  readonly exitCode?: number;
}

/** Results go to standard output, in one piece; everything else that is said goes to standard error. */
export class CliOutput {
  constructor(
    private readonly surroundings: Pick<CliSurroundings, 'stdout' | 'stderr'>,
    private readonly asJson: boolean,
  ) {}

  result({ document, text, exitCode = EXIT.done }: CommandResult): number {
    this.surroundings.stdout.write(`${this.asJson ? JSON.stringify(document, null, 2) : text}\n`);
    return exitCode;
  }

  /** @returns the exit code */
  failure(error: unknown): number {
    const { exitCode, code, message } = failureOf(error);
    const operation = operationOf(error);
    this.surroundings.stderr.write(`${message}\n`);
    if (operation !== null)
      this.surroundings.stderr.write(`See: homelab operations show ${operation.operationId}\n`);
    const problems = error instanceof ConfigurationInvalid ? { problems: error.problems } : {};
    if (this.asJson) this.document({ error: { code, message, ...operation, ...problems } });
    return exitCode;
  }

  /** The command line itself was wrong, and commander has said why. */
  badUsage(message: string): number {
    if (this.asJson) this.document({ error: { code: 'bad_usage', message } });
    return EXIT.refused;
  }

  private document(document: object): void {
    this.surroundings.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}

/** The operation an error is about, as HTTP names it too; null where it is about none. */
function operationOf(error: unknown): { readonly operationId: string } | null {
  const operationId = error instanceof AppError ? error.facts['operationId'] : undefined;
  return typeof operationId === 'string' ? { operationId } : null;
}
