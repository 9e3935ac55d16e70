import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { AuditStorage } from '#shared/audit';
import { readAs } from '../core/http/read-as';

@Injectable({ providedIn: 'root' })
export class SettingsApi {
  private readonly http = inject(HttpClient);

  /** What the trail takes on the disk; for admins. */
  auditStorage(): Observable<AuditStorage> {
    return this.http.get('/api/audit/storage').pipe(readAs(AuditStorage));
  }
}
