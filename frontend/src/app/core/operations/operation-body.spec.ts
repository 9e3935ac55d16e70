import { describe, expect, it } from '@jest/globals';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { OperationStatus } from '#shared/operation';
import { detailWith, operationWith } from '../../../testing/operations';
import { NOON } from '../../../testing/services';
import { OperationBody } from './operation-body';
import { beginRecord } from './operation-record';
import { operationViewOf } from './operation-view';

describe('OperationBody', () => {
  function tell(fixture: ComponentFixture<OperationBody>, status: OperationStatus, id = 'op-1'): void {
    const read = {
      status: 'known' as const,
      detail: detailWith({ id, status }),
      record: beginRecord(operationWith({ id, status })),
      outputLoading: false,
    };
    fixture.componentRef.setInput('read', read);
    fixture.componentRef.setInput('view', operationViewOf(read, null, Date.parse(NOON)));
    fixture.componentRef.setInput('trail', null);
    fixture.detectChanges();
  }
  function start(status: OperationStatus): ComponentFixture<OperationBody> {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    const fixture = TestBed.createComponent(OperationBody);
    tell(fixture, status);
    return fixture;
  }
  const hasFacts = ({ nativeElement }: ComponentFixture<OperationBody>): boolean =>
    (nativeElement as HTMLElement).querySelector('app-operation-facts') !== null;

  it('opens the details of what is over, and leaves them alone when something ends while it is watched', () => {
    expect(hasFacts(start('succeeded'))).toBe(true);
    TestBed.resetTestingModule();
    const watched = start('running');
    expect(hasFacts(watched)).toBe(false);
    tell(watched, 'succeeded');
    expect(hasFacts(watched)).toBe(false);
    tell(watched, 'succeeded', 'op-2'); // another one takes its place
    expect(hasFacts(watched)).toBe(true);
  });

  it('shows no output of what was refused, as it has not begun', () => {
    const outputIn = ({ nativeElement }: ComponentFixture<OperationBody>): unknown =>
      (nativeElement as HTMLElement).querySelector('app-operation-output');
    expect(outputIn(start('failed'))).not.toBeNull();
    TestBed.resetTestingModule();
    expect(outputIn(start('refused'))).toBeNull();
  });
});
