// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { api, call, setCsrfToken, whenSignedOut, type Problem, type Schema } from './api';

/** Who is signed in. `undefined`: not asked yet; `null`: nobody. */
class SessionState {
  current = $state<Schema<'Session'> | null | undefined>(undefined);

  constructor() {
    whenSignedOut(() => this.take(null));
  }

  async load(): Promise<void> {
    const { data } = await call(api.GET('/api/v1/session'));
    this.take(data);
  }

  async login(user: string, password: string): Promise<Problem | null> {
    const { data, problem } = await call(api.POST('/api/v1/sessions', { body: { user, password } }));
    if (data) this.take(data);
    return problem;
  }

  async logout(): Promise<void> {
    await call(api.DELETE('/api/v1/session'));
    this.take(null);
  }

  may(power: Schema<'Power'>): boolean {
    return this.current?.assignment.powers.includes(power) ?? false;
  }

  private take(session: Schema<'Session'> | null): void {
    this.current = session;
    setCsrfToken(session?.csrf_token ?? '');
  }
}

export const session = new SessionState();
