import { inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { catchError, map, of } from 'rxjs';
import { failureOf } from '../http/failure';
import { ServerApi } from './server-api';

/** What this server is called; until it has answered, the name it was reached by. */
@Injectable({ providedIn: 'root' })
export class ServerName {
  readonly name = toSignal(
    inject(ServerApi)
      .info()
      .pipe(
        map(({ name }) => name),
        catchError((error: unknown) => {
          failureOf(error);
          return of(location.hostname);
        }),
      ),
    { initialValue: location.hostname },
  );
}
