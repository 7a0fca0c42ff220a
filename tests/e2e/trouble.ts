// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// What goes wrong, as a person meets it: each says what happened, what was kept and what to do.
import assert from 'node:assert/strict';
import { existsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { ask, place, register, upload } from './api.ts';
import { Visit, folder } from './browser.ts';
import { settled } from './day.ts';
import { at, goHome } from './office.ts';
import { answer, letter, tooLarge } from './papers.ts';

/** Has tests/e2e/run stop or start the server. */
async function server(act: 'stop' | 'start'): Promise<void> {
  const done = join(folder, 'server-done');
  if (existsSync(done)) unlinkSync(done);
  writeFileSync(join(folder, `server-${act}`), '');
  while (!existsSync(done)) await setTimeout(50);
}

export function trouble(): void {
  test('an upload over the limit is refused, the rest stays', async () => {
    const visit = await at('aynur');
    const { page } = visit;
    visit.awaiting(413);
    await visit.open('/register');
    await page.getByLabel(visit.t('field_subject')).fill('Böyük faylı olan məktub');
    await page.locator('input[type=file]').setInputFiles(tooLarge);
    await page.getByRole('alert').waitFor();
    assert.match((await page.getByRole('alert').textContent()) ?? '', /böyük\.pdf/);
    assert.equal(await page.getByLabel(visit.t('field_subject')).inputValue(), 'Böyük faylı olan məktub');
    await visit.screen('trouble-too-large');
  });

  test('a session that ends in the middle of a form: signed in again over it, and the form goes through', async () => {
    const visit = await Visit.begin('az', 'desktop');
    const { page } = visit;
    visit.awaiting(401);
    await visit.signIn('aynur');
    await visit.open('/register');
    await page.getByLabel(visit.t('field_journal')).selectOption({ index: 0 });
    await page.locator('input[type=file]').setInputFiles(letter);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'sorğu.pdf' }) }).waitFor();
    await page.getByLabel(visit.t('field_subject')).fill('Seans bitəndə yazılan');
    await ask(visit, 'DELETE', '/api/v1/session');
    await page.getByRole('button', { name: visit.t('action_register'), exact: true }).click();
    await page.getByRole('dialog', { name: visit.t('session_ended_title') }).waitFor();
    await visit.screen('trouble-session-ended');
    await page.getByLabel(visit.t('login_user')).fill('aynur');
    await page.getByLabel(visit.t('login_password')).fill('demo-aynur');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Seans bitəndə yazılan').waitFor();
    await visit.end();
  });

  test('two people correct one card: both versions stand side by side', async () => {
    const visit = await at('aynur');
    const { page } = visit;
    visit.awaiting(412);
    const card = await register(visit, letter, { subject: 'Rüblük məlumat haqqında', their_index: '7/46', their_date: '2026-11-19' });
    await visit.open(`/documents/${card}`);
    await page.getByRole('button', { name: visit.t('other_actions') }).click();
    await page.getByRole('button', { name: visit.t('action_edit_card') }).click();
    const current = await ask(visit, 'GET', `/api/v1/documents/${card}`);
    await ask(visit, 'PATCH', `/api/v1/documents/${card}`, { subject: 'Məlumat verilməsi haqqında', reason: 'dəqiqləşdirmə' }, { 'If-Match': current['etag'] as string });
    await page.getByRole('dialog').getByLabel(visit.t('field_subject')).fill('Rüblük məlumat barədə');
    await page.getByLabel(visit.t('card_reason')).fill('başlıq qısaldılır');
    await visit.screen('card');
    await page.getByRole('button', { name: visit.t('save') }).click();
    await page.getByText('Məlumat verilməsi haqqında').waitFor();
    await page.getByText('Rüblük məlumat barədə').waitFor();
    await visit.screen('trouble-stale-card');
    await page.getByRole('button', { name: visit.t('conflict_keep_mine') }).click();
    await page.getByRole('heading', { name: 'Rüblük məlumat barədə' }).waitFor();
  });

  test('two people act at once: the slower one is told and sees the present state', async () => {
    const leyla = await at('leyla');
    const rashad = await at('rashad');
    const { page } = rashad;
    rashad.awaiting(409, 403);
    const file = await upload(leyla, 'cavab.pdf', answer);
    const draft = await ask(leyla, 'POST', '/api/v1/documents', { direction: 'outgoing', kind: 'letter', subject: 'Eyni vaxtda', files: [file] });
    await ask(leyla, 'POST', `/api/v1/documents/${draft['id']}/routes`, { visa: [await place(leyla, 'Rəşad')], sign: [await place(leyla, 'Anar')] });
    await rashad.open(`/documents/${draft['id']}`);
    await page.getByRole('button', { name: rashad.t('action_visa') }).waitFor();
    await ask(rashad, 'POST', `/api/v1/documents/${draft['id']}/visas`, {});
    await page.getByRole('button', { name: rashad.t('action_visa') }).click();
    await page.getByRole('alert').waitFor();
    await page.getByText(rashad.t('action_none')).waitFor();
    await settled(rashad);
    await rashad.screen('trouble-acted-at-once');
  });

  test('the server is gone: nothing typed is lost, and it goes through when the server is back', async () => {
    await goHome(); // other windows would complain as well
    const visit = await at('aynur');
    const { page } = visit;
    visit.awaiting(0);
    await visit.open('/register');
    await page.getByLabel(visit.t('field_journal')).selectOption({ index: 0 });
    await page.locator('input[type=file]').setInputFiles(letter);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'sorğu.pdf' }) }).waitFor();
    await page.getByLabel(visit.t('field_subject')).fill('Server olmayanda yazılan');
    await server('stop');
    await page.getByRole('button', { name: visit.t('action_register'), exact: true }).click();
    await page.getByText(visit.t('problem_unreachable')).waitFor();
    await visit.screen('trouble-server-gone');
    await server('start');
    await page.getByRole('button', { name: visit.t('action_register'), exact: true }).click();
    await page.getByRole('status').getByText('Server olmayanda yazılan').waitFor();
  });
}
