import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { AuditAround } from '#shared/audit';
import { readAs } from '../http/read-as';

/** What the trail says about operations; for admins. */
@Injectable({ providedIn: 'root' })
export class TrailApi {
  private readonly http = inject(HttpClient);

  /** The entries of an operation, and the nearest before and after them. */
  around(operation: string): Observable<AuditAround> {
    return this.http.get('/api/audit/around', { params: { operation } }).pipe(readAs(AuditAround));
  }
}
