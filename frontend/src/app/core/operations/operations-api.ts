import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { map, type Observable } from 'rxjs';
import type { AuditFormat } from '#shared/audit';
import {
  OperationDetail,
  OperationEventsAnswer,
  OperationsPage,
  OperationStats,
  type OperationEvent,
} from '#shared/operation';
import { ExpectedDuration, OperationFacets, OperationMetricsAnswer } from '#shared/operation-metrics';
import { readAs } from '../http/read-as';

/** Several values of one name are asked for together. */
export type OperationsFilter = Readonly<Record<string, string | readonly string[]>>;

@Injectable({ providedIn: 'root' })
export class OperationsApi {
  private readonly http = inject(HttpClient);

  list(filter: OperationsFilter): Observable<OperationsPage> {
    return this.http
      .get('/api/operations', { params: new HttpParams({ fromObject: { ...filter } }) })
      .pipe(readAs(OperationsPage));
  }

  one(id: string): Observable<OperationDetail> {
    return this.http.get(urlOf(id)).pipe(readAs(OperationDetail));
  }

  /** Steps, progress and calls; output is not among them. */
  events(id: string): Observable<readonly OperationEvent[]> {
    return this.http.get(`${urlOf(id)}/events`).pipe(
      readAs(OperationEventsAnswer),
      map(({ items }) => items),
    );
  }

  output(id: string): Observable<string> {
    return this.http.get(`${urlOf(id)}/output`, { responseType: 'text' });
  }

  cancel(id: string): Observable<unknown> {
    return this.http.post(`${urlOf(id)}/cancel`, {});
  }

  /** How long a run takes, going by those that succeeded last. */
  expected(command: string, target: string | null): Observable<ExpectedDuration> {
    return this.http
      .get('/api/operations/expected', { params: { command, ...(target === null ? {} : { target }) } })
      .pipe(readAs(ExpectedDuration));
  }

  /** What there is to filter by. */
  facets(): Observable<OperationFacets> {
    return this.http.get('/api/operations/facets').pipe(readAs(OperationFacets));
  }

  /** @param subject command, person, target and window; days are those of this device's zone */
  metrics(subject: Readonly<Record<string, string>>): Observable<OperationMetricsAnswer> {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return this.http
      .get('/api/operations/metrics', { params: { ...subject, zone } })
      .pipe(readAs(OperationMetricsAnswer));
  }

  /** @param from ISO 8601 */
  stats(from: string): Observable<OperationStats> {
    return this.http.get('/api/operations/stats', { params: { from } }).pipe(readAs(OperationStats));
  }
}

export function outputUrlOf(id: string): string {
  return `${urlOf(id)}/output?download=1`;
}

/** Everything that fits the filter, to its end; for admins. */
export function exportUrlOf(filter: OperationsFilter, format: AuditFormat): string {
  return `/api/operations/export?${new HttpParams({ fromObject: { format, ...filter } }).toString()}`;
}

function urlOf(id: string): string {
  return `/api/operations/${encodeURIComponent(id)}`;
}
