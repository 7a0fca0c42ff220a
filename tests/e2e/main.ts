// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { after } from 'node:test';
import { browser } from './browser.ts';
import { day } from './day.ts';
import { exchange } from './exchange.ts';
import { letters } from './letters.ts';
import { goHome } from './office.ts';
import { phone } from './phone.ts';
import { signing } from './signing.ts';
import { trouble } from './trouble.ts';
import { verification } from './verification.ts';
import { weight } from './weight.ts';

// In this order: later walks look at what earlier ones left behind; the last one stops the server.
for (const walk of [weight, day, letters, verification, phone, signing, exchange, trouble]) walk();

after(async () => {
  try {
    await goHome();
  } finally {
    await browser.close();
  }
});
