// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// Public verification as a citizen meets it: no login, no script.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Visit, folder, url, type Language } from './browser.ts';
import { held } from './day.ts';
import { at } from './office.ts';

const title = { az: 'Sənədin həqiqiliyinin yoxlanılması', en: 'Verify a document' };
const valid = { az: 'Sənəd etibarlıdır', en: 'The document is valid' };
const notValid = { az: 'Sənəd etibarlı deyil', en: 'The document is not valid' };

async function certificateFile(): Promise<Buffer> {
  const visit = await at('elcin');
  return (await visit.context.request.get(`${url}/api/v1/files/${held.certificate}/content`)).body();
}

async function ask(visit: Visit, field: string, given: string): Promise<void> {
  await visit.open(`/verify?lang=${visit.language}`);
  const input = visit.page.locator(`#${field}`);
  if (field === 'file') await input.setInputFiles(given);
  else await input.fill(given);
  await visit.page.locator('form button').click();
  await visit.page.locator('.answer').waitFor();
}

export function verification(): void {
  for (const [language, size] of [['az', 'desktop'], ['en', 'phone']] as const satisfies [Language, 'desktop' | 'phone'][]) {
    test(`verification without script: code, digest, file, changed copy (${language})`, async () => {
      const octets = await certificateFile();
      const visit = await Visit.begin(language, size, false);
      const heading = visit.page.locator('.answer h2');
      await visit.open(`/verify?lang=${language}`);
      assert.equal(await visit.page.locator('h1').textContent(), title[language]);
      await visit.screen('verify');

      await ask(visit, 'code', held.code);
      assert.equal(await heading.textContent(), valid[language]);
      await visit.screen('verify-code');

      await ask(visit, 'sha256', createHash('sha256').update(octets).digest('hex'));
      assert.equal(await heading.textContent(), valid[language]);

      const file = join(folder, 'arayış.pdf');
      writeFileSync(file, octets);
      await ask(visit, 'file', file);
      assert.equal(await heading.textContent(), valid[language]);
      await visit.screen('verify-file');

      const place = octets.indexOf('/MediaBox') + 12;
      const changed = Buffer.from(octets);
      changed[place] = changed[place]! ^ 1;
      writeFileSync(file, changed);
      await ask(visit, 'file', file);
      assert.equal(await heading.textContent(), notValid[language]);
      await visit.screen('verify-changed');

      await ask(visit, 'code', 'BELƏ-KOD-YOXDUR');
      assert.notEqual(await heading.textContent(), valid[language]);
      await visit.screen('verify-unknown');
      await visit.end();
    });
  }

  test('verification by the address that stands in the QR code', async () => {
    const visit = await Visit.begin('az', 'phone', false);
    await visit.open(`/verify/${held.code}`);
    assert.equal(await visit.page.locator('.answer h2').textContent(), valid.az);
    await visit.end();
  });
}
