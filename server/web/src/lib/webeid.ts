// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * A thin client of the Web eID browser extension (its message protocol, version 2): it holds the ID card, we hold the paper. Messages
 * go to and come from this window and this origin only; what the extension says is data until the server has verified it.
 */

interface Algorithm {
  cryptoAlgorithm: string;
  hashFunction: string;
  paddingScheme: string;
}

/** What can go wrong, as the extension spells it; `fits` is ours: the card cannot make the signature that the paper needs. */
export type WebEidCode =
  | 'ERR_WEBEID_EXTENSION_UNAVAILABLE'
  | 'ERR_WEBEID_NATIVE_UNAVAILABLE'
  | 'ERR_WEBEID_VERSION_MISMATCH'
  | 'ERR_WEBEID_CONTEXT_INSECURE'
  | 'ERR_WEBEID_USER_CANCELLED'
  | 'ERR_WEBEID_USER_TIMEOUT'
  | 'ERR_WEBEID_ACTION_TIMEOUT'
  | 'ERR_WEBEID_ACTION_PENDING'
  | 'ERR_WEBEID_UNKNOWN_ERROR'
  | 'fits';

export class WebEidError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The extension acknowledges at once when it is there. */
const acknowledgement = 1_000;
/** A person finds the card, reads, types a PIN. */
const patience = 5 * 60_000;

function isMessage(value: unknown): value is Record<string, unknown> & { action: string } {
  return typeof value === 'object' && value !== null && typeof (value as { action?: unknown }).action === 'string';
}

/** One question to the extension and its one answer. */
function ask(action: string, question: Record<string, unknown>): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => end(() => reject(new WebEidError('ERR_WEBEID_EXTENSION_UNAVAILABLE'))), acknowledgement);
    function end(settle: () => void): void {
      clearTimeout(timer);
      removeEventListener('message', hear);
      settle();
    }
    function hear(event: MessageEvent<unknown>): void {
      if (event.source !== window || event.origin !== location.origin || !isMessage(event.data)) return;
      const answer = event.data;
      if (answer.action === `${action}-ack`) {
        clearTimeout(timer);
        timer = setTimeout(() => end(() => reject(new WebEidError('ERR_WEBEID_ACTION_TIMEOUT'))), patience);
      } else if (answer.action === `${action}-success`) {
        end(() => resolve(answer));
      } else if (answer.action === `${action}-failure`) {
        const code = (answer['error'] as { code?: unknown } | undefined)?.code;
        end(() => reject(new WebEidError(typeof code === 'string' ? code : 'ERR_WEBEID_UNKNOWN_ERROR')));
      }
    }
    addEventListener('message', hear);
    window.postMessage({ ...question, action }, location.origin);
  });
}

export interface Card {
  certificate: string;
  algorithms: Algorithm[];
}

/** The signing certificate of the card that the person chooses. */
export async function signingCertificate(language: string): Promise<Card> {
  const answer = await ask('web-eid:get-signing-certificate', { lang: language });
  const algorithms = answer['supportedSignatureAlgorithms'];
  if (typeof answer['certificate'] !== 'string' || !Array.isArray(algorithms)) throw new WebEidError('ERR_WEBEID_UNKNOWN_ERROR');
  return { certificate: answer['certificate'], algorithms: algorithms as Algorithm[] };
}

/** "sha-256" as the extension spells it: "SHA-256". */
const hashFunction = (digest: string): string => (digest.split(':')[0] ?? '').toUpperCase();

/** The value over `digest` ("sha-256:<base64>"), in base64. */
export async function signDigest(card: Card, digest: string, language: string): Promise<string> {
  const name = hashFunction(digest);
  if (!card.algorithms.some((one) => one.hashFunction === name && one.paddingScheme !== 'PSS')) throw new WebEidError('fits');
  const answer = await ask('web-eid:sign', { certificate: card.certificate, hash: digest.split(':')[1], hashFunction: name, lang: language });
  if (typeof answer['signature'] !== 'string') throw new WebEidError('ERR_WEBEID_UNKNOWN_ERROR');
  return answer['signature'];
}
