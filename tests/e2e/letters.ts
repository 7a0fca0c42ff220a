// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// A reply is written in the browser: from the task to the page, the visa that was refused, the correction, the signature.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, place, register } from './api.ts';
import { pin, url, type Visit } from './browser.ts';
import { settled } from './day.ts';
import { at } from './office.ts';
import { answer, letter } from './papers.ts';

const subject = 'Statistik məlumat barədə';
const text = 'Sorğunuza cavab olaraq 2026-cı ilin üçüncü rübü üzrə məlumat əlavə olunur.';
const field = (visit: Visit, place: string) => visit.page.locator(`[id="fact${place.replaceAll('/', '-')}"]`);
const drawn = (visit: Visit) => visit.page.getByRole('region', { name: visit.t('preview_live') }).locator('figure[aria-busy=false] img');
let draft = '';

/** A letter from outside that waits for Leyla's answer. */
async function inExecution(): Promise<string> {
  const [aynur, anar] = [await at('aynur'), await at('anar')];
  const came = await register(aynur, letter, { subject, their_index: '7/45', their_date: '2026-11-18' });
  await ask(anar, 'POST', `/api/v1/documents/${came}/resolutions`, { text: 'Cavab hazırlansın.', executors: [await place(anar, 'Leyla')], working_days: 5 });
  return came;
}

export function letters(): void {
  test('letter: a reply begins with what the record knows, and shows its page while it is written', async () => {
    const visit = await at('leyla');
    const { page } = visit;
    await visit.open(`/documents/${await inExecution()}`);
    await page.getByRole('link', { name: visit.t('action_reply') }).waitFor();
    await settled(visit);
    await visit.screen('document-to-answer');
    await page.getByRole('link', { name: visit.t('action_reply') }).click();
    await field(visit, '/body').waitFor();
    assert.equal(await page.getByLabel(visit.t('field_subject')).inputValue(), subject);
    assert.equal(await field(visit, '/addressee/agency').inputValue(), 'Sınaq Agentliyi');
    assert.equal(await field(visit, '/incoming/number').count(), 0, 'nobody types what the card of the answered letter says');
    await drawn(visit).waitFor();
    await visit.screen('letter-begun');
    await field(visit, '/addressee/person').fill('cənab İlqar Əliyev');
    await field(visit, '/salutation').fill('Hörmətli İlqar müəllim,');
    const before = await drawn(visit).getAttribute('src');
    await field(visit, '/body').fill(`${text}\n\nƏlavə məlumat lazım olarsa, bizə müraciət edə bilərsiniz.`);
    await page.waitForFunction((src) => document.querySelector('figure[aria-busy=false] img')?.getAttribute('src') !== src, before);
    await visit.screen('letter-written');
  });

  test('letter: what cannot be printed is said at its field, and nothing typed is lost', async () => {
    const visit = await at('leyla');
    const { page } = visit;
    await field(visit, '/salutation').fill('Hörmətli 😀,');
    visit.awaiting(400);
    await page.locator('[id="fact-salutation-wrong"]').waitFor();
    await visit.screen('letter-wrong-character');
    await page.reload();
    await field(visit, '/body').waitFor();
    assert.equal(await field(visit, '/salutation').inputValue(), 'Hörmətli 😀,');
    await field(visit, '/salutation').fill('Hörmətli İlqar müəllim,');
    await page.locator('[id="fact-salutation-wrong"]').waitFor({ state: 'detached' });
  });

  test('letter: an annex, visa and signatory, sent on its way', async () => {
    const visit = await at('leyla');
    const { page } = visit;
    await page.locator('input[type=file]').setInputFiles(answer);
    await page.getByRole('button', { name: visit.t('remove_named', { name: 'cavab.pdf' }) }).waitFor();
    await page.getByRole('button', { name: visit.t('letter_save') }).click();
    await page.waitForURL('**/documents/*');
    draft = page.url().split('/').at(-1) ?? '';
    await page.getByRole('link', { name: visit.t('action_continue_letter') }).waitFor();
    await settled(visit);
    await visit.screen('letter-saved');
    await page.getByRole('link', { name: visit.t('action_continue_letter') }).click();
    await field(visit, '/body').waitFor();
    assert.match(await field(visit, '/body').inputValue(), /üçüncü rübü[^]*\n\nƏlavə məlumat/);
    await page.getByLabel('İsmayılov Rəşad').check();
    await page.getByRole('button', { name: visit.t('action_route') }).click();
    await page.waitForURL('**/documents/*');
    await page.getByText(visit.t('state_in_approval')).waitFor();
    await visit.open(`/letters/${draft}`);
    await page.getByText(visit.t('letter_closed')).waitFor();
    await visit.screen('letter-closed');
  });

  test('letter: sent back, the remark stands over the form, corrected and sent again', async () => {
    const [rashad, visit] = [await at('rashad'), await at('leyla')];
    const { page } = visit;
    await rashad.open(`/documents/${draft}`);
    await rashad.page.getByLabel(rashad.t('remarks_label')).fill('Rübü dəqiqləşdirin.');
    await settled(rashad);
    await rashad.screen('letter-visa');
    await rashad.page.getByRole('button', { name: rashad.t('action_reject') }).click();
    await rashad.page.getByText(rashad.t('state_returned')).first().waitFor();
    await visit.open(`/documents/${draft}`);
    await page.getByRole('link', { name: visit.t('action_correct_letter') }).click();
    await page.getByText('Rübü dəqiqləşdirin.').waitFor();
    await drawn(visit).waitFor();
    await visit.screen('letter-returned');
    // Another window saves first.
    const held = await ask(visit, 'GET', `/api/v1/documents/${draft}/draft`);
    await ask(visit, 'PATCH', `/api/v1/documents/${draft}/draft`, { facts: { ...only(held['facts'], ['addressee', 'body', 'executor', 'salutation']) } }, { 'If-Match': held['etag'] as string });
    await field(visit, '/body').fill('Sorğunuza cavab olaraq 2026-cı ilin dördüncü rübü üzrə məlumat əlavə olunur.');
    visit.awaiting(412);
    await page.getByRole('button', { name: visit.t('letter_save') }).click();
    await page.getByRole('button', { name: visit.t('letter_keep_mine') }).waitFor();
    await visit.screen('letter-conflict');
    await page.getByRole('button', { name: visit.t('letter_keep_mine') }).click();
    await page.getByRole('button', { name: visit.t('letter_keep_mine') }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: visit.t('action_route') }).click();
    await page.waitForURL('**/documents/*');
    await page.getByText(visit.t('state_in_approval')).waitFor();
    await rashad.open(`/documents/${draft}`);
    await rashad.page.getByRole('button', { name: rashad.t('action_visa') }).click();
    await rashad.page.getByText(rashad.t('action_none')).waitFor();
  });

  test('letter: the signatory sees the page with its number before the PIN', async () => {
    const visit = await at('anar');
    const { page } = visit;
    await visit.open(`/documents/${draft}`);
    await page.getByRole('button', { name: visit.t('action_sign') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img').first().waitFor();
    await settled(visit);
    assert.match(await dialog.locator('.what').innerText(), /^\d+\/03-07-\d+/, 'the number is taken and shown');
    await visit.screen('letter-signing-see');
    await dialog.getByRole('button', { name: visit.t('signing_confirm') }).click();
    await dialog.getByLabel(visit.t('signing_pin')).fill(pin);
    await dialog.getByRole('button', { name: visit.t('action_sign') }).click();
    await dialog.getByRole('button', { name: visit.t('close') }).click();
    await page.locator('.signature .mark-valid').waitFor();
    assert.equal(await page.getByRole('button', { name: 'cavab.pdf' }).count(), 1, 'the annex stays with the signed letter');
    await settled(visit);
    await visit.screen('letter-signed');
  });

  test('letter: one that answers nothing, in English on a phone', async () => {
    const visit = await at('leyla', 'en', 'phone');
    const { page } = visit;
    await visit.open('/documents');
    await page.getByRole('link', { name: visit.t('action_new_letter') }).tap();
    await field(visit, '/addressee/agency').waitFor();
    assert.equal(new URL(page.url()).href, `${url}/letters/new`);
    await drawn(visit).waitFor();
    await visit.screen('letter-new');
    await page.getByLabel(visit.t('field_subject')).fill('Invitation');
    await field(visit, '/addressee/agency').fill('Bakı');
    await field(visit, '/body').fill('Sizi iclasa dəvət edirik.');
    await page.getByRole('button', { name: visit.t('letter_save') }).tap();
    await page.waitForURL('**/documents/*');
    await page.getByRole('link', { name: visit.t('action_continue_letter') }).waitFor();
    await settled(visit);
    await visit.screen('letter-new-saved');
  });
}

const only = (facts: Record<string, unknown>, names: string[]): Record<string, unknown> => Object.fromEntries(names.filter((name) => name in facts).map((name) => [name, facts[name]]));
