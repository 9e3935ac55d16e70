import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { ServiceDetail } from '#shared/service-detail';
import { readAs } from '../core/http/read-as';

@Injectable({ providedIn: 'root' })
export class ServicesApi {
  private readonly http = inject(HttpClient);

  /** @param key `project/service`; its slash is part of the name, not of the path */
  detail(key: string): Observable<ServiceDetail> {
    return this.http.get(`/api/services/${encodeURIComponent(key)}`).pipe(readAs(ServiceDetail));
  }
}
