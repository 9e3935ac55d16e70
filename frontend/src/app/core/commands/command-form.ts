import { computed, signal } from '@angular/core';
import { REASON_MAX_LENGTH, type RunRequest } from '#shared/operation';
import type { Issue } from './issues';
import type { Offer } from './offers';
import { fieldsOf, type ParamField, paramsOf, problemOf } from './param-fields';
import { fillIn } from './target';

/** What a person fills in before a command runs, and what is still wrong with it. */
export class CommandForm {
  readonly fields: readonly ParamField[];
  /** A name has to be typed before it runs. */
  readonly asksForName: boolean;
  readonly reasonRequired: boolean;
  readonly reasonOffered: boolean;

  private readonly commandId: string;
  /** The parameter that says what the command acts on, as the server sees it; undefined where none does. */
  private readonly about: ParamField | undefined;
  private readonly given: Readonly<Record<string, string>>;
  private readonly values = signal<Readonly<Record<string, string>>>({});
  private readonly submitted = signal(false);
  private readonly refused = signal<readonly Issue[]>([]);
  readonly reason = signal('');
  readonly typed = signal('');

  constructor({ command, target }: Offer) {
    const { params, open } = fillIn(command, target);
    this.given = params;
    this.fields = open;
    this.commandId = command.id;
    this.about = fieldsOf(command.paramsSchema).find(({ kind }) => kind === 'source');
    this.asksForName = command.confirmation === 'typed';
    this.reasonRequired = command.reasonRequired;
    this.reasonOffered =
      command.reasonRequired || command.risk === 'disruptive' || command.risk === 'destructive';
  }

  readonly isComplete = computed(
    () =>
      this.fields.every((field) => problemOf(field, this.valueOf(field)) === null) &&
      this.reasonProblem() === null &&
      this.isTyped(),
  );

  /** What has to be typed; null where nothing has, or not before it is chosen what the command acts on. */
  readonly toType = computed(() => (this.asksForName ? this.nameToType() : null));

  /** Typing the name is what arms the button; until then it is off. */
  readonly isTyped = computed(
    () => !this.asksForName || (this.toType() !== null && this.typed().trim() === this.toType()),
  );

  valueOf(field: ParamField): string {
    return this.values()[field.name] ?? field.initial;
  }

  set(field: ParamField, value: string): void {
    this.values.update((values) => ({ ...values, [field.name]: value }));
    this.refused.update((issues) => issues.filter(({ field: name }) => name !== field.name));
  }

  /** Told once somebody has tried: nobody is wrong before having begun. */
  problemWith(field: ParamField): string | null {
    const refused = this.refused().find(({ field: name }) => name === field.name);
    if (refused !== undefined) return refused.message;
    return this.submitted() ? problemOf(field, this.valueOf(field)) : null;
  }

  reasonProblemShown(): string | null {
    return this.submitted() ? this.reasonProblem() : null;
  }

  /** The request, if all is well; otherwise what is wrong is shown from now on. */
  submit(): RunRequest | null {
    this.submitted.set(true);
    if (!this.isComplete()) return null;
    const values = Object.fromEntries(this.fields.map((field) => [field.name, this.valueOf(field)]));
    const reason = this.reason().trim();
    const confirm = this.toType();
    return {
      params: { ...this.given, ...paramsOf(this.fields, values) },
      ...(reason === '' ? {} : { reason }),
      ...(confirm === null ? {} : { confirm }),
    };
  }

  /** What the server says is wrong; what belongs to no field here is left to be told elsewhere. */
  refuse(issues: readonly Issue[]): void {
    this.refused.set(issues);
  }

  private nameToType(): string | null {
    if (this.about === undefined) return this.commandId;
    const name = this.given[this.about.name] ?? this.valueOf(this.about);
    return name === '' ? null : name;
  }

  private reasonProblem(): string | null {
    const reason = this.reason().trim();
    if (this.reasonRequired && reason === '') return 'Say why: it stays with the operation.';
    return reason.length > REASON_MAX_LENGTH ? `At most ${REASON_MAX_LENGTH} characters.` : null;
  }
}
