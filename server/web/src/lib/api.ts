// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from '../generated/api';
import { getLocale } from '../paraglide/runtime';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Problem = Schema<'Problem'>;

let csrfToken = '';
/** The token of the signed-in session; sent with every request that changes something. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Asked when the server no longer knows the session; true when the person has signed in again. */
let signInAgain: () => Promise<boolean> = () => Promise.resolve(false);
export function whenSignedOut(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', getLocale());
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    }
    return request;
  },
};

function send(request: Request): Promise<Response> {
  if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
  return fetch(request);
}

/**
 * `fetch` that survives the end of a session: the person signs in over the screen as it stands, and the request that was
 * refused goes out once more, with the same Idempotency-Key. So nothing typed is lost.
 */
export async function fetchSignedIn(request: Request): Promise<Response> {
  if (new URL(request.url).pathname.startsWith('/api/v1/session')) return send(request);
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401 || !(await signInAgain())) return response;
  return send(again);
}

export const api = createClient<paths>({ baseUrl: '/', fetch: fetchSignedIn });
api.use(headers);

/** What a person reads when the server could not be reached at all. */
export const unreachable: Problem = { type: 'about:blank', title: '', status: 0, code: 'unreachable', trace_id: '' };

/** Runs a call of the client; a network failure becomes a problem like any other. */
export async function call<T>(
  request: Promise<{ data?: T; error?: Problem | undefined; response: Response }>,
): Promise<{ data: T; problem: null } | { data: null; problem: Problem }> {
  try {
    const { data, error, response } = await request;
    if (error !== undefined) return { data: null, problem: error };
    if (!response.ok) return { data: null, problem: { ...unreachable, status: response.status } };
    return { data: data as T, problem: null };
  } catch {
    return { data: null, problem: unreachable };
  }
}
