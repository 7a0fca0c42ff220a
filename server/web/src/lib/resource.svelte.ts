// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { call, type Problem } from './api';

type Ask<T> = () => Promise<{ data?: T; error?: Problem | undefined; response: Response }>;

/** Something the server gives, with what a screen must show around it: not yet, there, or why not. */
export class Resource<T> {
  data = $state<T | null>(null);
  problem = $state<Problem | null>(null);
  loading = $state(false);
  private turn = 0;

  /** Asks again; an older answer that comes late is dropped. */
  async load(ask: Ask<T>): Promise<void> {
    const turn = ++this.turn;
    this.loading = true;
    const { data, problem } = await call(ask());
    if (turn !== this.turn) return;
    this.loading = false;
    this.problem = problem;
    if (data !== null) this.data = data;
  }

  set(data: T): void {
    this.turn += 1;
    this.data = data;
    this.problem = null;
    this.loading = false;
  }
}
