import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { OperationFacets } from '#shared/operation-metrics';
import { readAs } from '../../core/http/read-as';
import type { OperationsFilter } from '../../core/operations/operations-api';

@Injectable({ providedIn: 'root' })
export class FacetsApi {
  private readonly http = inject(HttpClient);

  /** What there is to filter by, and how many operations each choice has, given the others. */
  facets(filter: OperationsFilter): Observable<OperationFacets> {
    return this.http
      .get('/api/operations/facets', { params: new HttpParams({ fromObject: { ...filter } }) })
      .pipe(readAs(OperationFacets));
  }
}
