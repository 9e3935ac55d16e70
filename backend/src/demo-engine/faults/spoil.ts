import { type ServerResponse } from 'node:http';
import { sendText, type Reply } from '../http/reply.ts';
import { type FaultsAtHand } from './fault-board.ts';
import { CutReply } from './cut-reply.ts';
import { GarbledReply } from './garbled-reply.ts';
import { RechunkedReply } from './rechunked-reply.ts';

/** Lets the answer happen through the faults at hand, or not at all. */
export function spoil(
  reply: Reply,
  response: ServerResponse,
  faults: FaultsAtHand,
  answer: (reply: Reply) => void,
): void {
  if (faults.stall !== undefined) return;
  const { delay } = faults;
  if (delay === undefined) {
    answerThrough(reply, response, faults, answer);
    return;
  }
  const timer = setTimeout(() => {
    answerThrough(reply, response, faults, answer);
  }, delay.ms);
  reply.onClose(() => {
    clearTimeout(timer);
  });
}

function answerThrough(
  reply: Reply,
  response: ServerResponse,
  faults: FaultsAtHand,
  answer: (reply: Reply) => void,
): void {
  const { reset, status, rechunk, garbage } = faults;
  if (reset !== undefined && reset.afterBodyBytes === undefined) {
    reply.sever();
    return;
  }
  let way = reply;
  if (reset?.afterBodyBytes !== undefined) way = new CutReply(way, reset.afterBodyBytes);
  if (rechunk !== undefined) way = new RechunkedReply(way, rechunk.how, rechunk.seed ?? 0);
  if (garbage !== undefined) way = new GarbledReply(way, response, garbage.seed);
  if (status === undefined) answer(way);
  else sendText(way, status.status, status.text, { 'Content-Type': contentTypeOf(status.text) });
}

function contentTypeOf(text: string): string {
  if (text.startsWith('{')) return 'application/json';
  return text.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
}
