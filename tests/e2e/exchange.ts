// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// A letter goes to another body and its number comes back; what comes in is judged; what is done is filed and taken along.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, url } from './browser.ts';
import { held, settled } from './day.ts';
import { at } from './office.ts';

/** The background works in seconds; a busy machine may take longer. */
const patience = { timeout: 60_000 };

export function exchange(): void {
  test('dispatch: sent by the registry, judged and registered at the other body, its number comes back', async () => {
    const visit = await at('aynur');
    const { page } = visit;
    await visit.open(`/documents/${held.draft}`);
    await page.getByRole('button', { name: visit.t('action_send') }).click();
    await page.getByLabel(visit.t('field_addressee')).selectOption({ index: 0 });
    await visit.screen('dispatch');
    await page.getByRole('dialog').getByRole('button', { name: visit.t('action_send') }).click();
    await page.getByText(visit.t('dispatch_delivered')).waitFor(patience);
    await settled(visit);
    await visit.screen('document-delivered');

    const other = await at('gunel');
    await other.open('/');
    await other.page.getByRole('link', { name: 'Məlumatın təqdim edilməsi barədə' }).click();
    await other.page.getByRole('heading', { name: other.t('section_reception') }).waitFor(patience);
    await other.page.locator('.mark-valid').first().waitFor(patience);
    await settled(other);
    await other.screen('document-arrived');
    await other.page.getByRole('button', { name: other.t('action_register') }).click();
    await other.page.getByRole('dialog').getByRole('button', { name: other.t('action_register') }).click();
    await other.page.getByText('D-1/26').first().waitFor();

    await page.getByText(visit.t('dispatch_their_number')).waitFor(patience);
    assert.match((await page.getByRole('listitem').filter({ hasText: visit.t('dispatch_their_number') }).textContent()) ?? '', /D-1\/26/);
    await visit.screen('document-registered-there');
  });

  test('reception: a changed file is said to be not valid, an unsigned one to be unsigned', async () => {
    const visit = await at('aynur');
    const { page } = visit;
    const file = join(folder, 'dəyişdirilmiş.pdf');
    const octets = await (await (await at('elcin')).context.request.get(`${url}/api/v1/files/${held.certificate}/content`)).body();
    const place = octets.indexOf('/MediaBox') + 12;
    octets[place] = octets[place]! ^ 1;
    writeFileSync(file, octets);
    await visit.open('/register');
    await page.locator('input[type=file]').setInputFiles([file, join(folder, 'sorğu.pdf')]);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'sorğu.pdf' }) }).waitFor();
    await page.getByLabel(visit.t('field_subject')).fill('Dəyişdirilmiş arayışla məktub');
    await page.getByRole('button', { name: visit.t('action_register'), exact: true }).click();
    await page.getByRole('link', { name: visit.t('register_open') }).click();
    await page.locator('.mark-not_valid').first().waitFor(patience);
    await page.locator('.mark-unsigned').first().waitFor(patience);
    await page.locator('.mark-not_valid').locator('xpath=ancestor::summary').first().click();
    await settled(visit);
    await visit.screen('document-reception');
  });

  test('execution: reported, accepted, removed from control, filed, and the case file taken along', async () => {
    const leyla = await at('leyla');
    await leyla.open(`/documents/${held.letter}`);
    await leyla.page.getByLabel(leyla.t('report_label')).fill('Cavab göndərildi.');
    await settled(leyla);
    await leyla.screen('document-report');
    await leyla.page.getByRole('button', { name: leyla.t('action_report') }).click();
    await leyla.page.getByText('Cavab göndərildi.').waitFor();

    const anar = await at('anar');
    await anar.open(`/documents/${held.letter}`);
    await anar.page.getByRole('button', { name: anar.t('action_accept_report') }).click();
    await anar.page.getByLabel(anar.t('removal_label')).fill('icra edilib');
    await settled(anar);
    await anar.screen('document-control');
    await anar.page.getByRole('button', { name: anar.t('action_remove_control') }).click();
    await anar.page.getByText(anar.t('control_removed', { at: '', reason: '' }).split(':')[0] ?? '').waitFor();

    const aynur = await at('aynur');
    const { page } = aynur;
    await aynur.open(`/documents/${held.letter}`);
    await page.getByRole('button', { name: aynur.t('action_file') }).click();
    await page.getByLabel(aynur.t('field_case_title')).fill('Sınaq Agentliyi ilə yazışma');
    await aynur.screen('filing');
    await page.getByRole('dialog').getByRole('button', { name: aynur.t('action_file') }).click();
    await page.getByRole('button', { name: aynur.t('action_export') }).click();
    const link = page.locator('a[href*="/exports/"]');
    await link.waitFor(patience);
    await settled(aynur);
    await aynur.screen('document-filed');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const path = await download.path();
    assert.equal(readFileSync(path).subarray(0, 2).toString(), 'PK', 'a ZIP archive');
  });
}
