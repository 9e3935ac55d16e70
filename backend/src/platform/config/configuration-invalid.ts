export interface ConfigurationProblem {
  /** A variable's name, or `homelab.yaml:12`. */
  readonly where: string;
  readonly message: string;
}

/** The configuration cannot be used. Carries every problem, so that one start shows them all. */
export class ConfigurationInvalid extends Error {
  override readonly name = 'ConfigurationInvalid';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(
      [
        `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. Nothing was started.`,
        ...problems.map(({ where, message }) => `  ${where}: ${message}`),
        'Every setting is explained in docs/environment.md and docs/configuration.md.',
      ].join('\n'),
    );
  }
}
