import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { AttentionAnswer } from '#shared/attention';
import { ServicesAnswer } from '#shared/service';
import { readAs } from '../http/read-as';

@Injectable({ providedIn: 'root' })
export class DirectoryApi {
  private readonly http = inject(HttpClient);

  services(): Observable<ServicesAnswer> {
    return this.http.get('/api/services').pipe(readAs(ServicesAnswer));
  }

  attention(): Observable<AttentionAnswer> {
    return this.http.get('/api/attention').pipe(readAs(AttentionAnswer));
  }

  /** Asks for an attempt to reach the engine now instead of at the next planned moment. */
  checkEngine(): Observable<unknown> {
    return this.http.post('/api/engine/check', {});
  }
}
