import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, OperationDetail, OperationEvent } from '#shared/operation';
import { isTerminal } from '#shared/operation';
import type { TestAnswer, TestClient } from '../../platform/testing/test-client.ts';

/** Asks for a command to be run. */
export async function post(
  client: TestClient,
  command: string,
  params: object = {},
  more: { readonly reason?: string; readonly confirm?: string; readonly key?: string } = {},
): Promise<TestAnswer> {
  const { key, ...body } = more;
  return client.post(
    `/api/commands/${command}/runs`,
    { params, ...body },
    key === undefined ? {} : { 'idempotency-key': key },
  );
}

/** The same where it is let in. */
export async function run(
  client: TestClient,
  command: string,
  params: object = {},
  more: Parameters<typeof post>[3] = {},
): Promise<Operation> {
  const answer = await post(client, command, params, more);
  if (answer.status !== 202) throw new Error(`${command} was answered ${answer.status}: ${answer.text}`);
  return (answer.body as { readonly operation: Operation }).operation;
}

export async function detail(client: TestClient, id: string): Promise<OperationDetail> {
  return (await client.get(`/api/operations/${id}`)).body as OperationDetail;
}

/** The operation once it has ended. */
export async function ended(client: TestClient, { id }: Pick<Operation, 'id'>): Promise<OperationDetail> {
  return until(client, id, ({ status }) => isTerminal(status));
}

/** The operation once it is as it should be; what waits for ever is ended by the test's own deadline. */
export async function until(
  client: TestClient,
  id: string,
  isSo: (operation: OperationDetail) => boolean,
): Promise<OperationDetail> {
  for (;;) {
    const operation = await detail(client, id);
    if (isSo(operation)) return operation;
    await sleep(5);
  }
}

export async function events(client: TestClient, id: string, after = 0): Promise<readonly OperationEvent[]> {
  const { body } = await client.get(`/api/operations/${id}/events?after=${after}`);
  return (body as { readonly items: OperationEvent[] }).items;
}
