import { EngineRefusal } from '../model/engine-refusal.ts';
import { type Outcome } from '../model/operations.ts';
import { flag, wholeNumber, type Call } from './call.ts';
import { sendNothing } from './reply.ts';

const DONE = 204;
const UNCHANGED = 304;

export async function startContainer(call: Call): Promise<void> {
  const { model, name } = call;
  answer(call, await model.operations.start(model.fleet.get(name)));
}

export async function stopContainer(call: Call): Promise<void> {
  const { model, name } = call;
  const seconds = wholeNumber(call, 't');
  answer(call, await model.operations.stop(model.fleet.get(name), seconds));
}

export async function restartContainer(call: Call): Promise<void> {
  const { model, name } = call;
  const seconds = wholeNumber(call, 't');
  await model.operations.restart(model.fleet.get(name), seconds);
  answer(call, 'done');
}

export async function killContainer(call: Call): Promise<void> {
  const { model, name, query } = call;
  const signal = query.get('signal') ?? '';
  const container = model.fleet.find(name);
  if (container === undefined)
    throw EngineRefusal.notFound(`cannot kill container: ${name}: No such container: ${name}`);
  await model.operations.kill(container, signal === '' ? 'KILL' : signal);
  answer(call, 'done');
}

export function pauseContainer(call: Call): void {
  call.model.lifecycle.pause(call.model.fleet.get(call.name));
  answer(call, 'done');
}

export function unpauseContainer(call: Call): void {
  call.model.lifecycle.unpause(call.model.fleet.get(call.name));
  answer(call, 'done');
}

export function renameContainer(call: Call): void {
  const { model, name, query } = call;
  const container = model.fleet.get(name);
  try {
    model.lifecycle.rename(container, (query.get('name') ?? '').replace(/^\//, ''));
  } catch (error) {
    throw aboutNewName(error);
  }
  answer(call, 'done');
}

export async function removeContainer(call: Call): Promise<void> {
  const { model, name } = call;
  await model.operations.remove(model.fleet.get(name), flag(call, 'force'));
  answer(call, 'done');
}

function answer({ reply, headers }: Call, outcome: Outcome): void {
  sendNothing(reply, outcome === 'done' ? DONE : UNCHANGED, headers);
}

/** The engine says so before whatever is wrong with the name itself. */
function aboutNewName(error: unknown): unknown {
  if (!(error instanceof EngineRefusal) || !error.message.includes('container name')) return error;
  return new EngineRefusal(error.status, `Error when allocating new name: ${error.message}`);
}
