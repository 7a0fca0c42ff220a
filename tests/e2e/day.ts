// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// The life of a letter as the registry, the minister, the executor and the lawyer see it, in Azerbaijani at a desk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, place, upload } from './api.ts';
import { Visit, pin, url } from './browser.ts';
import { at } from './office.ts';
import { answer, letter } from './papers.ts';

/** What one step leaves to the next. */
export const held = { letter: '', draft: '', code: '', certificate: '' };

export function day(): void {
  test('login: a wrong password says so, the right one opens Today', async () => {
    const visit = await Visit.begin('az', 'desktop');
    visit.awaiting(401);
    await visit.open('/');
    await visit.page.getByRole('heading', { name: visit.t('login_title') }).waitFor();
    await visit.screen('login');
    await visit.page.getByLabel(visit.t('login_user')).fill('aynur');
    await visit.page.getByLabel(visit.t('login_password')).fill('wrong');
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('alert').waitFor();
    await visit.screen('login-wrong-password');
    await visit.page.keyboard.type('demo-aynur');
    await visit.page.keyboard.press('Enter');
    await visit.page.getByText(visit.t('today_empty')).waitFor();
    await visit.screen('today-empty');
    await visit.page.getByRole('button', { name: visit.t('logout') }).click();
    await visit.page.getByLabel(visit.t('login_user')).waitFor();
    await visit.open('/documents');
    await visit.page.getByLabel(visit.t('login_user')).waitFor();
    await visit.end();
  });

  test('registration: upload, card, number, without the mouse', async () => {
    const visit = await at('aynur');
    const { page } = visit;
    await visit.open('/register');
    await page.getByLabel(visit.t('field_journal')).selectOption({ index: 0 });
    await visit.screen('register-empty');
    await page.locator('input[type=file]').setInputFiles(letter);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'sorğu.pdf' }) }).waitFor();
    await page.getByLabel(visit.t('field_subject')).focus();
    for (const text of ['Məlumat təqdim edilməsi barədə', 'Sınaq Agentliyi', '12/3', '20.11.2026']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await settled(visit);
    await visit.screen('register-filled');
    await page.keyboard.press('Control+Enter');
    await page.getByText('D-1/26').waitFor();
    await visit.screen('register-done');
    assert.equal(await page.getByLabel(visit.t('field_sender')).inputValue(), 'Sınaq Agentliyi');
    await page.getByRole('link', { name: visit.t('register_open') }).click();
    await page.waitForURL('**/documents/*');
    held.letter = page.url().split('/').at(-1) ?? '';
    await page.getByRole('heading', { name: visit.t('section_card') }).waitFor();
    await settled(visit);
    await visit.screen('document-registered');
  });

  test('resolution: the minister reads, resolves and puts on control', async () => {
    const visit = await at('anar');
    const { page } = visit;
    await visit.open('/');
    await page.getByRole('link', { name: 'Məlumat təqdim edilməsi barədə' }).waitFor();
    await visit.screen('today-to-resolve');
    await page.getByRole('link', { name: 'Məlumat təqdim edilməsi barədə' }).click();
    await page.getByRole('button', { name: visit.t('action_resolve') }).click();
    await page.getByLabel(visit.t('resolution_text')).fill('Cavab layihəsi hazırlansın.');
    await page.getByRole('combobox', { name: visit.t('resolution_executors') }).selectOption({ value: await place(visit, 'Leyla') });
    await visit.screen('resolution');
    await page.getByRole('dialog').getByRole('button', { name: visit.t('action_resolve') }).click();
    await page.getByText('Cavab layihəsi hazırlansın.').waitFor();
    await settled(visit);
    await visit.screen('document-resolved');
  });

  test('route: the executor sends the reply for a visa and a signature, the lawyer endorses', async () => {
    const leyla = await at('leyla');
    const file = await upload(leyla, 'cavab.pdf', answer);
    const draft = await ask(leyla, 'POST', '/api/v1/documents', { direction: 'outgoing', kind: 'letter', subject: 'Məlumatın təqdim edilməsi barədə', files: [file], reply_to: held.letter });
    held.draft = draft['id'] as string;
    await leyla.open(`/documents/${held.draft}`);
    await leyla.page.getByRole('button', { name: leyla.t('action_route') }).click();
    await leyla.page.getByLabel('İsmayılov Rəşad').check();
    await leyla.page.getByLabel(leyla.t('route_signer')).selectOption({ value: await place(leyla, 'Anar') });
    await leyla.screen('route');
    await leyla.page.getByRole('dialog').getByRole('button', { name: leyla.t('action_route') }).click();
    await leyla.page.getByText(leyla.t('state_in_approval')).waitFor();
    const rashad = await at('rashad');
    await rashad.open(`/documents/${held.draft}`);
    await rashad.page.getByLabel(rashad.t('remarks_label')).fill('Etiraz yoxdur.');
    await settled(rashad);
    await rashad.screen('document-visa');
    await rashad.page.keyboard.press('Control+Enter');
    await rashad.page.getByText(rashad.t('action_none')).waitFor();
  });

  test('signature: seen first, wrong PIN, right PIN, by the keyboard alone', async () => {
    const visit = await at('anar');
    const { page } = visit;
    await visit.open('/documents?view=to_sign');
    await page.getByRole('link', { name: 'Məlumatın təqdim edilməsi barədə' }).waitFor();
    await visit.screen('documents-to-sign');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/documents/${held.draft}`);
    await tabTo(visit, visit.t('action_sign'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img').first().waitFor();
    await settled(visit);
    assert.equal(await page.getByLabel(visit.t('signing_pin')).count(), 0, 'no PIN before the paper was seen');
    await visit.screen('signing-see');
    await tabTo(visit, visit.t('signing_confirm'));
    await page.keyboard.press('Enter');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    visit.awaiting(403);
    await dialog.getByRole('alert').waitFor();
    await visit.screen('signing-wrong-pin');
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await dialog.getByText(visit.t('signing_done', { index: '' }).trim()).waitFor();
    await visit.screen('signing-done');
    await page.keyboard.press('Enter');
    await page.locator('.signature .mark-valid').waitFor();
    await page.getByRole('heading', { name: visit.t('section_history') }).click();
    const events = page.locator('details', { has: page.getByRole('heading', { name: visit.t('section_history') }) }).locator('li');
    await events.first().waitFor();
    assert.doesNotMatch((await events.allTextContents()).join('\n'), /event-/, 'every event has its words');
    await settled(visit);
    await visit.screen('document-signed');
  });

  test('certificate: filled in, numbered, sealed', async () => {
    const visit = await at('elcin');
    const { page } = visit;
    await visit.open('/certificates');
    await page.locator('input[id^=fact]').first().waitFor();
    await visit.screen('certificate-form');
    const templates = (await ask(visit, 'GET', '/api/v1/templates'))['items'] as { name: string; kind: string; sample: object }[];
    const sample = templates.find((one) => one.kind === 'certificate')?.sample ?? {};
    for (const [path, value] of leaves(sample)) {
      const field = page.locator(`[id="fact${path.replaceAll('/', '-')}"]`);
      // What the record gives is not asked for.
      if ((await field.count()) === 0) continue;
      if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(/^\d{4}-\d{2}-\d{2}$/.test(value) ? value.split('-').reverse().join('.') : value);
    }
    await page.getByRole('button', { name: visit.t('action_issue') }).click();
    await page.getByText(visit.t('certificate_code')).waitFor({ timeout: 60_000 });
    await settled(visit);
    await visit.screen('certificate-issued');
    const issued = ((await ask(visit, 'GET', '/api/v1/certificates'))['items'] as Record<string, any>[])[0];
    held.code = issued?.['code'] as string;
    held.certificate = issued?.['file']['id'] as string;
  });

  test('language: the switch changes the words and stays', async () => {
    const visit = await at('rashad');
    const { page } = visit;
    await visit.open('/');
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await visit.open('/verify');
    await page.getByRole('heading', { level: 1, name: 'Verify' }).waitFor();
    await visit.open('/');
    await page.getByRole('button', { name: 'AZ', exact: true }).click();
    await page.getByRole('heading', { name: visit.t('today_title') }).waitFor();
  });

  test('list: all documents, searched', async () => {
    const visit = await at('aynur');
    await visit.open('/documents');
    await visit.page.getByRole('link', { name: 'Məlumat təqdim edilməsi barədə' }).waitFor();
    await visit.screen('documents');
    await visit.page.keyboard.press('/');
    await visit.page.keyboard.type('yoxdur belə');
    await visit.page.keyboard.press('Enter');
    await visit.page.getByText(visit.t('documents_none_found', { q: 'yoxdur belə' })).waitFor();
    await visit.screen('documents-none');
    await visit.page.keyboard.press('Escape');
    assert.equal(new URL(visit.page.url()).origin, url);
  });
}

/** Presses Tab until the button with this name has the focus. */
export async function tabTo(visit: Visit, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await visit.page.evaluate(() => document.activeElement?.tagName === 'BUTTON' && document.activeElement.textContent?.trim());
    if (focused === name) return;
    await visit.page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach "${name}"`);
}

/** Until every picture that is in sight has come. */
export async function settled(visit: Visit): Promise<void> {
  await visit.page.waitForFunction(() => [...document.images].every((image) => image.loading === 'lazy' || image.complete));
}

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? leaves(value as object, `${path}/${name}`) : [[`${path}/${name}`, String(value)] as [string, string]]);
}
