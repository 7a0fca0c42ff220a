// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// Cuts Noto Sans to what a first screen in Azerbaijani or English needs. Rarer letters keep files of their own, which a browser
// fetches only when a page shows one of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const out = new URL('../src/generated/fonts/', import.meta.url);
const source = new URL('../node_modules/@fontsource-variable/noto-sans/', import.meta.url);
/** The weights that tokens.css and Bootstrap use. */
const weights = { min: 400, max: 700 };

const span = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const azerbaijani = 'ƏəĞğİŞş₼';
const faces = [
  // ASCII, the rest of Latin-1 (Ç Ö Ü among it), ı, and the marks of print.
  { from: 'latin', name: 'latin', text: span(0x20, 0x7e) + span(0xa0, 0xff) + 'ı–—‘’‚“”„…•‹›€×÷−' },
  { from: 'latin-ext', name: 'azerbaijani', text: azerbaijani },
  { from: 'cyrillic', name: 'cyrillic', text: span(0x400, 0x45f) + 'ҐґҰұ№' },
  { from: 'latin-ext', name: 'latin-rest', text: [...span(0x100, 0x24f)].filter((letter) => !azerbaijani.includes(letter) && letter !== 'ı').join('') },
];

/** "U+20-7E,U+A0": what CSS calls the letters of a text. */
function ranges(text) {
  const codes = [...new Set([...text].map((letter) => letter.codePointAt(0)))].sort((a, b) => a - b);
  const runs = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  const hex = (code) => code.toString(16).toUpperCase();
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(',');
}

await mkdir(out, { recursive: true });
let css = '';
for (const face of faces) {
  const whole = await readFile(new URL(`files/noto-sans-${face.from}-wght-normal.woff2`, source));
  const cut = await subsetFont(whole, face.text, { targetFormat: 'woff2', variationAxes: { wght: weights } });
  await writeFile(new URL(`noto-sans-${face.name}.woff2`, out), cut);
  css += `@font-face { font-family: 'Noto Sans Variable'; font-style: normal; font-display: swap; font-weight: ${weights.min} ${weights.max};
  src: url(./noto-sans-${face.name}.woff2) format('woff2'); unicode-range: ${ranges(face.text)}; }\n`;
}
await writeFile(new URL('fonts.css', out), css);
