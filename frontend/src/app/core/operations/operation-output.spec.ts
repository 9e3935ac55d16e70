import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { OperationOutput } from './operation-output';
import { NO_OUTPUT } from './output-text';

async function textOf(bytes: number, live = false): Promise<string> {
  const fixture = TestBed.createComponent(OperationOutput);
  const inputs = { operationId: 'a', output: NO_OUTPUT, loading: false, live, bytes, truncated: false };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
}

describe('the output of an operation without a line', () => {
  it('says whether there was none, is none yet, or is none any more', async () => {
    expect(await textOf(0)).toContain('It wrote nothing');
    expect(await textOf(0, true)).toContain('Nothing written yet');
    const gone = await textOf(4_096);
    expect(gone).toContain('What it wrote is no longer kept');
    expect(gone).not.toContain('0 lines');
  });
});
