const LINE_BREAK = 0x0a;

/** Puts a line that says how much is missing where it is missing: after the first `headBytes`. */
export async function* leaveOut(
  source: AsyncIterable<Buffer>,
  headBytes: number,
  missingBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let place = 0;
  let isInLine = false;
  let isSaid = missingBytes === 0;
  for await (const chunk of source) {
    const head = chunk.subarray(0, Math.max(0, headBytes - place));
    place += chunk.length;
    if (head.length > 0) {
      yield head;
      isInLine = head.at(-1) !== LINE_BREAK;
    }
    if (head.length === chunk.length) continue;
    if (!isSaid) yield leftOutLine(missingBytes, isInLine);
    isSaid = true;
    yield chunk.subarray(head.length);
  }
  if (!isSaid) yield leftOutLine(missingBytes, isInLine);
}

function leftOutLine(bytes: number, isInLine: boolean): Buffer {
  return Buffer.from(`${isInLine ? '\n' : ''}… ${bytes.toLocaleString('en-US')} bytes left out …\n`);
}
