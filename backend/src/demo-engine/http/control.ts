import { type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type DemoFault } from '../faults/fault.ts';
import { type DemoFaults } from '../faults/fault-board.ts';
import { type DemoLab } from '../lab.ts';
import { type Json } from '../wire/view.ts';
import { HttpReply, sendJson, sendMessage } from './reply.ts';

/** What another process can do to the engine: put up faults, clear them, drop streams, use the lab's verbs. */
export type ControlCommand =
  | { readonly do: 'add-fault'; readonly fault: DemoFault }
  | { readonly do: 'clear-faults' }
  | {
      readonly do: 'drop';
      readonly endpoint: Parameters<DemoFaults['drop']>[0];
      readonly how: 'end' | 'reset';
    }
  | { readonly do: 'count-requests'; readonly endpoint: Parameters<DemoFaults['requests']>[0] }
  | { readonly do: 'lab'; readonly verb: keyof DemoLab; readonly arguments: readonly unknown[] };

const CONTROL_PATH = '/_demo/control';

export function isControl({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url === CONTROL_PATH;
}

/** Answers what the command returned. Trusts its caller, who is a test. */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  engine: { readonly faults: DemoFaults; readonly lab: DemoLab },
): Promise<void> {
  const reply = new HttpReply(response);
  try {
    const command = JSON.parse(await text(request)) as ControlCommand;
    sendJson(reply, 200, { result: obey(command, engine) as Json });
  } catch (error) {
    sendMessage(reply, 400, error instanceof Error ? error.message : String(error));
  }
}

function obey(
  command: ControlCommand,
  { faults, lab }: { readonly faults: DemoFaults; readonly lab: DemoLab },
): unknown {
  switch (command.do) {
    case 'add-fault':
      faults.add(command.fault);
      return null;
    case 'clear-faults':
      faults.clear();
      return null;
    case 'drop':
      return faults.drop(command.endpoint, command.how);
    case 'count-requests':
      return faults.requests(command.endpoint);
    case 'lab': {
      const verb: unknown = Reflect.get(lab, command.verb);
      if (typeof verb !== 'function') throw new Error(`the lab has no verb ${command.verb}`);
      return Reflect.apply(verb, lab, command.arguments) ?? null;
    }
  }
}
