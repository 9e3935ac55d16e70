import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { CommandsAnswer } from '#shared/command';
import { RunAnswer, type RunRequest } from '#shared/operation';
import { readAs } from '../http/read-as';

@Injectable({ providedIn: 'root' })
export class CommandsApi {
  private readonly http = inject(HttpClient);

  catalog(): Observable<CommandsAnswer> {
    return this.http.get('/api/commands').pipe(readAs(CommandsAnswer));
  }

  /** @param intent the same for every try of the same thing: however often it arrives, it is done once */
  run(command: string, request: RunRequest, intent: string): Observable<RunAnswer> {
    return this.http
      .post(`/api/commands/${encodeURIComponent(command)}/runs`, request, {
        headers: { 'Idempotency-Key': intent },
      })
      .pipe(readAs(RunAnswer));
  }
}
