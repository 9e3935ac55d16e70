import { describe, expect, it } from '@jest/globals';
import { AsyncPipe } from '@angular/common';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { of } from 'rxjs';
import { detailWith, operationWith } from '../../testing/operations';
import { NOON } from '../../testing/services';
import { OperationAddress } from '../core/operations/operation-address';
import { OperationReader, type ReadOperation } from '../core/operations/operation-reader';
import { beginRecord } from '../core/operations/operation-record';
import { operationViewOf } from '../core/operations/operation-view';
import { ShownOperations } from '../core/operations/shown-operations';
import { OperationAside } from './operation-aside';
import type { OperationsQuery } from './operations-query';

describe('OperationAside', () => {
  it('narrows the window to the time around its operation, of everything that was asked for then', () => {
    const read: ReadOperation & { readonly status: 'known' } = {
      ...{
        status: 'known',
        detail: detailWith(),
        record: beginRecord(operationWith()),
        outputLoading: false,
      },
    };
    const shown = operationViewOf(read, null, Date.parse(NOON));
    TestBed.overrideComponent(OperationAside, {
      set: { imports: [AsyncPipe], schemas: [NO_ERRORS_SCHEMA] },
    });
    TestBed.configureTestingModule({
      providers: [
        { provide: OperationAddress, useValue: {} },
        { provide: OperationReader, useValue: {} },
        {
          provide: ShownOperations,
          useValue: {
            of: (id: string) => of({ id, read, shown, cutOff: false, mayCancel: false, trail: null }),
          },
        },
      ],
    });
    const narrowed: Partial<OperationsQuery>[] = [];
    const fixture = TestBed.createComponent(OperationAside);
    fixture.componentRef.setInput('id', 'op-1');
    fixture.componentInstance.narrowed.subscribe((change) => narrowed.push(change));
    fixture.detectChanges();
    const buttons = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.includes('Around this moment'))?.click();
    expect(narrowed).toEqual([
      expect.objectContaining({
        window: 'range',
        from: '2026-06-18T11:30:00.000Z',
        to: '2026-06-18T12:30:00.000Z',
        command: null,
        target: null,
      }),
    ]);
    expect(narrowed[0]).not.toHaveProperty('id'); // the detail stays open
  });
});
