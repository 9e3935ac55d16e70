import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import {
  Change,
  type ChangeKind,
  ChangeLanes,
  type ChangeLane,
  ChangesPage,
  LensAnswer,
} from '#shared/change';
import { readAs } from '../http/read-as';

/** What is concerned, how, and by whom; null for anything. */
interface ChangeFacts {
  readonly service: string | null;
  readonly kind: ChangeKind | null;
  readonly actor: string | null;
}

/** What to list, as the server wants to be asked. */
export interface ChangesFilter extends ChangeFacts {
  readonly lane: ChangeLane | null;
  readonly text: string;
  /** ISO 8601; null for no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What to draw over a window (ISO 8601). */
export interface LanesFilter extends ChangeFacts {
  readonly from: string;
  readonly to: string;
}

@Injectable({ providedIn: 'root' })
export class ChangesApi {
  private readonly http = inject(HttpClient);

  page({ text, ...filter }: ChangesFilter, cursor: string | null): Observable<ChangesPage> {
    const params = given({ ...filter, q: text === '' ? null : text, cursor });
    return this.http.get('/api/changes', { params }).pipe(readAs(ChangesPage));
  }

  one(id: string): Observable<Change> {
    return this.http.get(`/api/changes/${encodeURIComponent(id)}`).pipe(readAs(Change));
  }

  lanes(filter: LanesFilter): Observable<ChangeLanes> {
    return this.http.get('/api/changes/lanes', { params: given({ ...filter }) }).pipe(readAs(ChangeLanes));
  }

  /** @param id of a failure; null for the newest one */
  lens(id: string | null, service: string | null): Observable<LensAnswer> {
    return this.http.get('/api/changes/lens', { params: given({ id, service }) }).pipe(readAs(LensAnswer));
  }
}

function given(values: Readonly<Record<string, string | null>>): HttpParams {
  return Object.entries(values).reduce(
    (params, [name, value]) => (value === null ? params : params.set(name, value)),
    new HttpParams(),
  );
}
