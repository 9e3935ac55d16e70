import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { ServerInfo } from '#shared/server-info';
import { readAs } from '../http/read-as';

@Injectable({ providedIn: 'root' })
export class ServerApi {
  private readonly http = inject(HttpClient);

  info(): Observable<ServerInfo> {
    return this.http.get('/api/server').pipe(readAs(ServerInfo));
  }
}
