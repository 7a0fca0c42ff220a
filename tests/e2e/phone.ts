// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// The same people in English with a phone in the hand.
import { test } from 'node:test';
import { ask, place, upload } from './api.ts';
import { pin } from './browser.ts';
import { settled } from './day.ts';
import { at } from './office.ts';
import { answer, letter } from './papers.ts';

const subject = 'Reply to the enquiry';

export function phone(): void {
  test('phone: the registry photographs, registers, looks around', async () => {
    const visit = await at('aynur', 'en', 'phone');
    const { page } = visit;
    await page.getByRole('link', { name: visit.t('nav_register'), exact: true }).tap();
    await page.locator('input[type=file]').setInputFiles(letter);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'sorğu.pdf' }) }).waitFor();
    await page.getByLabel(visit.t('field_subject')).fill('Enquiry about terms');
    await page.getByLabel(visit.t('field_sender')).fill('Sınaq Agentliyi');
    await settled(visit);
    await visit.screen('register-filled');
    await page.getByRole('button', { name: visit.t('action_register'), exact: true }).tap();
    await page.getByRole('link', { name: visit.t('register_open'), exact: true }).tap();
    await page.getByRole('button', { name: visit.t('other_actions') }).tap();
    await settled(visit);
    await visit.screen('document-other');
    await page.getByRole('button', { name: visit.t('action_void'), exact: true }).tap();
    await visit.screen('void');
    await page.getByRole('button', { name: visit.t('cancel'), exact: true }).tap();
    await page.getByRole('link', { name: visit.t('nav_search'), exact: true }).tap();
    await page.getByRole('link', { name: 'Enquiry about terms' }).waitFor();
    await visit.screen('documents');
    await page.getByRole('link', { name: visit.t('nav_me'), exact: true }).tap();
    await page.getByRole('button', { name: visit.t('logout') }).waitFor();
    await visit.screen('me');
  });

  test('phone: the minister signs between two meetings', async () => {
    const leyla = await at('leyla');
    const visit = await at('anar', 'en', 'phone');
    const { page } = visit;
    const file = await upload(leyla, 'cavab.pdf', answer);
    const draft = await ask(leyla, 'POST', '/api/v1/documents', { direction: 'outgoing', kind: 'letter', subject, files: [file] });
    await ask(leyla, 'POST', `/api/v1/documents/${draft['id']}/routes`, { visa: [], sign: [await place(leyla, 'Anar')] });
    await visit.open('/');
    await page.getByRole('link', { name: subject }).waitFor();
    await visit.screen('today');
    await page.getByRole('link', { name: visit.t('nav_sign'), exact: true }).tap();
    await page.getByRole('link', { name: subject }).tap();
    await settled(visit);
    await visit.screen('document-to-sign');
    await page.getByRole('button', { name: visit.t('action_sign'), exact: true }).tap();
    await page.getByRole('dialog').getByRole('img').first().waitFor();
    await settled(visit);
    await visit.screen('signing-see');
    await page.getByRole('button', { name: visit.t('signing_confirm'), exact: true }).tap();
    await visit.screen('signing-code');
    await page.getByLabel(visit.t('signing_pin')).fill(pin);
    await page.getByRole('dialog').getByRole('button', { name: visit.t('action_sign'), exact: true }).tap();
    await page.getByRole('button', { name: visit.t('close') }).waitFor();
    await visit.screen('signing-done');
    await page.getByRole('button', { name: visit.t('close'), exact: true }).tap();
    await page.locator('.signature .mark-valid').waitFor();
    await settled(visit);
    await visit.screen('document-signed');
  });
}
