import type { OperationEventBody } from '#shared/operation';

/** A piece of what an operation writes, as people who watch get it. */
export type OutputPiece = Extract<OperationEventBody, { kind: 'output' }>['data'];
