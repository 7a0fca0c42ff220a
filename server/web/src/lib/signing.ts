// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { api, call, unreachable, type Problem, type Schema } from './api';
import { signDigest, signingCertificate, WebEidError, type Card } from './webeid';

export type Signing = Schema<'SigningSession'>;
export type Means = Signing['means'][number];
type Answer = { data: Signing; problem: null } | { data: null; problem: Problem };

const key = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': crypto.randomUUID() });
const withId = (id: string): { path: { id: string }; header: { 'Idempotency-Key': string } } => ({ path: { id }, header: key() });

export const isOver = (session: Signing): boolean => !['opened', 'prepared', 'redeemed'].includes(session.state);

/** What is said of a session that failed behind the scenes. */
export const failureOf = (session: Signing): Problem => ({
  ...unreachable, title: session.error_text ?? m.signing_ended(), code: session.error ?? session.state,
});

export const openSigning = (document: string): Promise<Answer> =>
  call(api.POST('/api/v1/signing-sessions', { params: { header: key() }, body: { document_id: document } }));

export const giveUp = (session: Signing): Promise<unknown> =>
  call(api.DELETE('/api/v1/signing-sessions/{id}', { params: { path: { id: session.id } } }));

export const prepareSigning = (session: Signing, body: Schema<'NewPreparation'>): Promise<Answer> =>
  call(api.POST('/api/v1/signing-sessions/{id}/preparations', { params: withId(session.id), body }));

export const handIn = (session: Signing, body: Schema<'SignatureValue'>): Promise<Answer> =>
  call(api.POST('/api/v1/signing-sessions/{id}/signature-value', { params: withId(session.id), body }));

/** What the extension's codes mean to a person, and what to do. */
const cardTexts: Record<string, () => string> = {
  ERR_WEBEID_EXTENSION_UNAVAILABLE: m.card_no_extension,
  ERR_WEBEID_NATIVE_UNAVAILABLE: m.card_no_application,
  ERR_WEBEID_VERSION_MISMATCH: m.card_version,
  ERR_WEBEID_CONTEXT_INSECURE: m.card_insecure,
  ERR_WEBEID_USER_CANCELLED: m.card_cancelled,
  ERR_WEBEID_USER_TIMEOUT: m.card_timeout,
  ERR_WEBEID_ACTION_TIMEOUT: m.card_timeout,
  ERR_WEBEID_ACTION_PENDING: m.card_pending,
  fits: m.card_unfit,
};

function cardProblem(failure: unknown): Problem {
  const code = failure instanceof WebEidError ? failure.code : 'ERR_WEBEID_UNKNOWN_ERROR';
  return { ...unreachable, title: (cardTexts[code] ?? m.card_unknown)(), code };
}

/** Certificate from the card, paper prepared for it, value from the card, value verified: the whole way of an ID card. */
export async function signByCard(session: Signing): Promise<Answer> {
  try {
    const card: Card = await signingCertificate(getLocale());
    const prepared = await prepareSigning(session, { means: 'web-eid', certificate: card.certificate });
    if (!prepared.data) return prepared;
    const value = await signDigest(card, prepared.data.digest ?? '', getLocale());
    return await handIn(prepared.data, { means: 'web-eid', value, nonce: prepared.data.nonce ?? '' });
  } catch (failure) {
    return { data: null, problem: cardProblem(failure) };
  }
}

/** Tells of every change of a session until it is over; by events, or by asking where no stream is to be had. Returns what ends it. */
export function follow(session: Signing, tell: (now: Signing) => void): () => void {
  const path = `/api/v1/signing-sessions/${session.id}`;
  const events = new EventSource(path);
  let timer: ReturnType<typeof setInterval> | undefined;
  function stop(): void {
    events.close();
    clearInterval(timer);
  }
  function hear(now: Signing): void {
    if (isOver(now)) stop();
    tell(now);
  }
  async function look(): Promise<void> {
    const { data } = await call(api.GET('/api/v1/signing-sessions/{id}', { params: { path: { id: session.id } } }));
    if (data) hear(data as Signing);
  }
  events.addEventListener('state', (event) => hear(JSON.parse((event as MessageEvent<string>).data) as Signing));
  events.addEventListener('error', () => {
    // A stream that only ended is opened again by the browser itself.
    if (events.readyState === EventSource.CLOSED && timer === undefined) timer = setInterval(() => void look(), 2_000);
  });
  return stop;
}
