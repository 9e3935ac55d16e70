import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { map, type Observable } from 'rxjs';
import {
  OperationDetail,
  OperationEventsAnswer,
  OperationsPage,
  OperationStats,
  type OperationEvent,
} from '#shared/operation';
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
    return this.http.get(outputUrlOf(id), { responseType: 'text' });
  }

  cancel(id: string): Observable<unknown> {
    return this.http.post(`${urlOf(id)}/cancel`, {});
  }

  /** @param from ISO 8601 */
  stats(from: string): Observable<OperationStats> {
    return this.http.get('/api/operations/stats', { params: { from } }).pipe(readAs(OperationStats));
  }
}

export function outputUrlOf(id: string): string {
  return `${urlOf(id)}/output`;
}

function urlOf(id: string): string {
  return `/api/operations/${encodeURIComponent(id)}`;
}
