// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './generated/api';
import { getLocale } from '../paraglide/runtime';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Problem = Schema<'Problem'>;

let csrfToken = '';
/** The token of the signed-in session; sent with every request that changes something. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when the server no longer knows the session. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(action: () => void): void {
  onSignedOut = action;
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', getLocale());
    if (request.method === 'GET') return request;
    request.headers.set('X-CSRF-Token', csrfToken);
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    }
    return request;
  },
  onResponse({ response, request }) {
    if (response.status === 401 && !request.url.endsWith('/api/v1/sessions')) onSignedOut();
    return response;
  },
};

export const api = createClient<paths>({ baseUrl: '/' });
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
