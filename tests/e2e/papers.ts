// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, folder } from './browser.ts';

const page = (body: string): string => `<!doctype html><html lang="az"><style>
  body { font: 12pt/1.5 "Noto Sans", sans-serif; margin: 0 } h1 { font-size: 13pt; text-align: center } p { text-align: justify }
  .head { text-align: center; border-bottom: 1pt solid #333; padding-bottom: 8pt; margin-bottom: 24pt; font-weight: 600 }
</style>${body}</html>`;

const request = `<p class="head">SINAQ AGENTLİYİ<br>Bakı şəhəri, Nizami küçəsi 12</p>
<p style="text-align:right">Nümunə Nazirliyinə</p><h1>Məlumat təqdim edilməsi barədə</h1>
<p>Bildiririk ki, dövlət orqanları arasında elektron sənəd mübadiləsinin genişləndirilməsi ilə əlaqədar 2026-cı ilin üçüncü rübü üzrə
qeydə alınmış daxil olan və göndərilən sənədlərin sayı, onların icra müddətləri və nəzarətdən çıxarılma səbəbləri barədə məlumata
ehtiyac yaranmışdır.</p><p>Xahiş edirik ki, göstərilən məlumatı on iş günü müddətində təqdim edəsiniz.</p>
<p style="margin-top:48pt">Direktor<span style="float:right">İlqar Əliyev</span></p>`;
const reply = `<p class="head">NÜMUNƏ NAZİRLİYİ</p><p style="text-align:right">Sınaq Agentliyinə</p><h1>Məlumatın təqdim edilməsi barədə</h1>
<p>12/3 nömrəli məktubunuza cavab olaraq bildiririk ki, 2026-cı ilin üçüncü rübündə Nazirlikdə 1 204 daxil olan və 987 göndərilən sənəd
qeydə alınmışdır. Müddətlər üzrə cədvəl əlavə olunur.</p><p style="margin-top:48pt">Nazir<span style="float:right">Anar Məmmədov</span></p>`;
const table = '<h1>Əlavə. Müddətlər üzrə cədvəl</h1><p>İcra edilib: 1 122. İcradadır: 82. Gecikən yoxdur.</p>';

async function print(name: string, pages: string[]): Promise<string> {
  const tab = await browser.newPage();
  await tab.setContent(page(pages.join('<div style="break-before:page"></div>')));
  const path = join(folder, name);
  writeFileSync(path, await tab.pdf({ format: 'A4', margin: { top: '20mm', bottom: '20mm', left: '30mm', right: '15mm' } }));
  await tab.close();
  return path;
}

/** A letter from outside, printed by Chromium: one more producer of PDF than our own tests have. */
export const letter = await print('sorğu.pdf', [request]);
/** Two pages, so that a preview must show both. */
export const answer = await print('cavab.pdf', [reply, table]);
/** One octet more than the server takes. */
export const tooLarge = join(folder, 'böyük.pdf');
writeFileSync(tooLarge, Buffer.alloc(Number(process.env['MOHUR_MAX_UPLOAD']) + 1, '%PDF-1.7\n'));
