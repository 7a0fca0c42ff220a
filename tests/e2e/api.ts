// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { url, type Visit } from './browser.ts';

type Json = Record<string, any>;

/** Asks the API with the session of a visit, for what another person or another window does meanwhile. */
export async function ask(visit: Visit, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: Json | Buffer, headers: Record<string, string> = {}): Promise<Json> {
  const request = visit.context.request;
  const session = method === 'GET' ? null : ((await (await request.get(`${url}/api/v1/session`)).json()) as Json);
  const answer = await request.fetch(url + path, {
    method,
    headers: { 'Accept-Language': visit.language, 'Idempotency-Key': randomUUID(), 'X-CSRF-Token': session?.['csrf_token'] ?? '', ...(Buffer.isBuffer(body) ? { 'Content-Type': 'application/octet-stream' } : {}), ...headers },
    ...(body === undefined ? {} : { data: body }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? {} : ((await answer.json()) as Json);
}

export async function upload(visit: Visit, name: string, path: string): Promise<string> {
  return (await ask(visit, 'POST', `/api/v1/files?name=${encodeURIComponent(name)}`, readFileSync(path)))['id'] as string;
}

/** The assignment of the person with this given name. */
export async function place(visit: Visit, givenName: string): Promise<string> {
  const people = (await ask(visit, 'GET', '/api/v1/assignments'))['items'] as Json[];
  const found = people.find((one) => (one['person']['name'] as string).split(' ')[1] === givenName);
  if (!found) throw new Error(`nobody is called ${givenName}`);
  return found['id'] as string;
}

/** Registers an incoming letter, as the registry does. */
export async function register(registrar: Visit, path: string, card: { subject: string; their_index: string; their_date: string }): Promise<string> {
  const journal = (await ask(registrar, 'GET', '/api/v1/journals?direction=incoming'))['items'][0]['id'] as string;
  const file = await upload(registrar, 'sorğu.pdf', path);
  const came = await ask(registrar, 'POST', '/api/v1/documents', { direction: 'incoming', kind: 'letter', correspondent: 'Sınaq Agentliyi', files: [file], journal_id: journal, ...card });
  return came['id'] as string;
}
