import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { AuditState, AuditVerification } from '#shared/audit';
import { readAs } from '../../core/http/read-as';

/** The trail's chain; for admins. */
@Injectable({ providedIn: 'root' })
export class AuditApi {
  private readonly http = inject(HttpClient);

  state(): Observable<AuditState> {
    return this.http.get('/api/audit/state').pipe(readAs(AuditState));
  }

  /** Answers once the whole trail was read. Who asks during a check gets the result of that one. */
  verify(): Observable<AuditVerification> {
    return this.http.get('/api/audit/verify').pipe(readAs(AuditVerification));
  }
}
