import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { LoginAnswer, type LoginRequest, type PasswordChangeRequest, SessionAnswer } from '#shared/auth';
import { readAs } from '../http/read-as';

@Injectable({ providedIn: 'root' })
export class SessionApi {
  private readonly http = inject(HttpClient);

  current(): Observable<SessionAnswer> {
    return this.http.get('/api/auth/session').pipe(readAs(SessionAnswer));
  }

  login(request: LoginRequest): Observable<LoginAnswer> {
    return this.http.post('/api/auth/login', request).pipe(readAs(LoginAnswer));
  }

  logout(): Observable<unknown> {
    return this.http.post('/api/auth/logout', {});
  }

  changePassword(request: PasswordChangeRequest): Observable<unknown> {
    return this.http.post('/api/auth/password', request);
  }
}
