// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// The signing dialog with keys that are not at the server: a telephone (the simulator of the test PKI; each number behaves as
// pki-test/hierarchy.json says) and an ID card behind a stand-in for the Web eID extension, which signs with SoftHSM.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, place, upload } from './api.ts';
import { folder, fromEnvironment, pin, type Visit } from './browser.ts';
import { settled } from './day.ts';
import { at } from './office.ts';
import { answer } from './papers.ts';

/** A letter that waits for the minister, open before him up to the means. */
async function upToTheMeans(visit: Visit, subject: string): Promise<void> {
  const leyla = await at('leyla');
  const file = await upload(leyla, 'cavab.pdf', answer);
  const draft = await ask(leyla, 'POST', '/api/v1/documents', { direction: 'outgoing', kind: 'letter', subject, files: [file] });
  await ask(leyla, 'POST', `/api/v1/documents/${draft['id']}/routes`, { visa: [], sign: [await place(leyla, 'Anar')] });
  await visit.open(`/documents/${draft['id']}`);
  await visit.page.getByRole('button', { name: visit.t('action_sign'), exact: true }).click();
  await visit.page.getByRole('dialog').getByRole('img').first().waitFor();
  await visit.page.getByRole('button', { name: visit.t('signing_confirm'), exact: true }).click();
}

async function chooseTelephone(visit: Visit, number: string): Promise<void> {
  const dialog = visit.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: visit.t('means_mobile') }).check();
  await dialog.getByLabel(visit.t('signing_phone')).fill(number);
}

async function sign(visit: Visit): Promise<void> {
  await visit.page.getByRole('dialog').getByRole('button', { name: visit.t('action_sign'), exact: true }).click();
}

async function done(visit: Visit, name: string): Promise<void> {
  await visit.page.getByText(visit.t('signing_done', { index: '' }).trim()).waitFor();
  await visit.screen(name);
  await visit.page.getByRole('button', { name: visit.t('close'), exact: true }).click();
  await visit.page.locator('.signature .mark-valid').waitFor();
}

/** What the catalogue of the server says to the person. */
const told = (visit: Visit, code: string): string =>
  (JSON.parse(readFileSync(new URL(`../../server/messages/${visit.language}.json`, import.meta.url), 'utf8')) as Record<string, string>)[code] ?? code;

/** The extension as a page meets it: a listener of messages. What it does with a card, the window outside does with a token. */
async function plugIn(visit: Visit, behaviour: 'signs' | 'cancels'): Promise<void> {
  const certificate = readFileSync(join(folder, 'pki/certs/signer.cer')).toString('base64');
  if (behaviour === 'signs') {
    await visit.page.exposeFunction('cardSigns', (hash: string) => {
      const [asked, made] = [join(folder, 'card.hash'), join(folder, 'card.value')];
      writeFileSync(asked, Buffer.from(hash, 'base64'));
      execFileSync('pkcs11-tool', ['--module', fromEnvironment('MOHUR_PKCS11'), '--token-label', 'numune-nazir', '--login', '--pin', pin,
        '--sign', '--mechanism', 'ECDSA', '--signature-format', 'rs', '--label', 'signer', '--input-file', asked, '--output-file', made], { stdio: 'ignore' });
      return readFileSync(made).toString('base64');
    });
  }
  await visit.page.evaluate(({ certificate, behaviour }) => {
    const say = (message: Record<string, unknown>): void => window.postMessage(message, location.origin);
    const page = window as unknown as { cardSigns: (hash: string) => Promise<string>; card?: (event: MessageEvent) => void };
    if (page.card) removeEventListener('message', page.card);
    page.card = (event) => {
      const { action, hash, hashFunction } = event.data as Record<string, string>;
      if (event.source !== window || event.origin !== location.origin) return;
      if (action === 'web-eid:get-signing-certificate') {
        say({ action: `${action}-ack` });
        say({ action: `${action}-success`, certificate, supportedSignatureAlgorithms: [{ cryptoAlgorithm: 'ECC', hashFunction: 'SHA-256', paddingScheme: 'NONE' }] });
      }
      if (action === 'web-eid:sign') {
        say({ action: `${action}-ack` });
        if (behaviour === 'cancels' || hashFunction !== 'SHA-256' || !hash) say({ action: `${action}-failure`, error: { code: 'ERR_WEBEID_USER_CANCELLED' } });
        else void page.cardSigns(hash).then((signature) => say({ action: `${action}-success`, signature, signatureAlgorithm: { hashFunction } }));
      }
    };
    addEventListener('message', page.card);
  }, { certificate, behaviour });
}

export function signing(): void {
  test('signing by telephone: the code, a refusal, giving up, the signature', async () => {
    const visit = await at('anar');
    const dialog = visit.page.getByRole('dialog');
    visit.awaiting(404);
    await upToTheMeans(visit, 'Mobil imza ilə');
    await visit.screen('signing-means');
    await chooseTelephone(visit, '+994 50 000 99 99');
    await sign(visit);
    await dialog.getByText(told(visit, 'mobile-id-not-client')).waitFor();
    await visit.screen('signing-mobile-not-client');
    await chooseTelephone(visit, '+994 50 000 00 13');
    await sign(visit);
    await dialog.getByText(told(visit, 'mobile-id-cancelled')).waitFor();
    await visit.screen('signing-mobile-refused');
    await chooseTelephone(visit, '+994 50 000 00 04');
    await sign(visit);
    const code = dialog.locator('.code');
    assert.match((await code.textContent()) ?? '', /^\d{4}$/);
    await visit.screen('signing-mobile-wait');
    await dialog.getByRole('button', { name: visit.t('cancel'), exact: true }).click();
    await chooseTelephone(visit, '+994 50 000 00 01');
    await sign(visit);
    await code.waitFor();
    await done(visit, 'signing-mobile-done');
  });

  test('signing by telephone on the telephone: one of two certificates', async () => {
    const visit = await at('anar', 'en', 'phone');
    const dialog = visit.page.getByRole('dialog');
    await upToTheMeans(visit, 'Signed between two meetings');
    await chooseTelephone(visit, '+994500000002');
    await visit.screen('signing-means');
    await sign(visit);
    await dialog.getByRole('radio', { name: visit.t('signing_as_citizen') }).check();
    await visit.screen('signing-certificates');
    await sign(visit);
    await done(visit, 'signing-mobile-done');
  });

  test('signing by ID card: no extension, a PIN not typed, the signature', async () => {
    const visit = await at('anar');
    const dialog = visit.page.getByRole('dialog');
    await upToTheMeans(visit, 'Şəxsiyyət vəsiqəsi ilə');
    await dialog.getByRole('radio', { name: visit.t('means_card') }).check();
    await sign(visit);
    await dialog.getByText(visit.t('card_no_extension')).waitFor();
    await visit.screen('signing-card-none');
    await plugIn(visit, 'cancels');
    await sign(visit);
    await dialog.getByText(visit.t('card_cancelled')).waitFor();
    await plugIn(visit, 'signs');
    await sign(visit);
    await done(visit, 'signing-card-done');
    await settled(visit);
  });
}
