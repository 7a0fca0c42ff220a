// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { api, call, setCsrfToken, whenSignedOut, type Problem, type Schema } from './api';

/** Says that somebody signed in here: without it the server is not asked who, for it could only answer 401. */
const mark = 'mohur.signed-in';

/** Who is signed in. `undefined`: not asked yet; `null`: nobody. */
class SessionState {
  current = $state<Schema<'Session'> | null | undefined>(undefined);
  /** The server has forgotten the session while a screen was open: sign in again over it. */
  expired = $state(false);
  private waiting: ((again: boolean) => void)[] = [];

  constructor() {
    whenSignedOut(() => this.askAgain());
  }

  async load(): Promise<void> {
    if (!localStorage.getItem(mark)) return this.take(null);
    const { data } = await call(api.GET('/api/v1/session'));
    this.take(data);
  }

  async login(user: string, password: string): Promise<Problem | null> {
    const known = this.current?.person.id;
    const { data, problem } = await call(api.POST('/api/v1/sessions', { body: { user, password } }));
    if (!data) return problem;
    // Another person must not go on with what this one has on the screen.
    if (known && known !== data.person.id) location.assign('/');
    this.take(data);
    this.answer(true);
    return null;
  }

  async logout(): Promise<void> {
    await call(api.DELETE('/api/v1/session'));
    this.take(null);
  }

  /** The person does not sign in again: what waits for it fails as the server said. */
  giveUp(): void {
    this.answer(false);
  }

  may(power: Schema<'Power'>): boolean {
    return this.current?.assignment.powers.includes(power) ?? false;
  }

  private askAgain(): Promise<boolean> {
    if (!this.current) return Promise.resolve(false);
    this.expired = true;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private answer(again: boolean): void {
    this.expired = false;
    for (const resolve of this.waiting.splice(0)) resolve(again);
  }

  private take(session: Schema<'Session'> | null): void {
    this.current = session;
    setCsrfToken(session?.csrf_token ?? '');
    if (session) localStorage.setItem(mark, '1');
    else localStorage.removeItem(mark);
  }
}

export const session = new SessionState();
