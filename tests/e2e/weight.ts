// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visit } from './browser.ts';

/** What a first screen may weigh on the wire, in octets. */
const bound = 120_000;

export function weight(): void {
  test(`the first screen weighs at most ${bound / 1000} kB on the wire`, async () => {
    const visit = await Visit.begin('az', 'phone');
    const network = await visit.context.newCDPSession(visit.page);
    await network.send('Network.enable');
    const names = new Map<string, string>();
    let octets = 0;
    const parts: string[] = [];
    network.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, `${new URL(response.url).pathname} ${response.headers['Content-Encoding'] ?? ''}`));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      octets += encodedDataLength;
      parts.push(`${encodedDataLength} ${names.get(requestId)}`);
    });
    await visit.open('/');
    await visit.page.getByLabel(visit.t('login_user')).waitFor();
    await visit.page.evaluate(() => document.fonts.ready);
    await visit.page.waitForLoadState('networkidle');
    assert.ok(octets > 20_000, 'something was loaded');
    assert.ok(octets <= bound, `${octets} octets:\n${parts.join('\n')}`);
    const faces = await visit.page.evaluate(() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.unicodeRange.slice(0, 24)));
    assert.equal(faces.length, 2, `Latin and Azerbaijani letters only: ${faces.join('; ')}`);
    assert.ok(await visit.page.evaluate(() => document.fonts.check('16px "Noto Sans Variable"', 'ƏəĞğİıÖöŞşÜüÇç')), 'every Azerbaijani letter is there');
    console.log(`# first screen: ${octets} octets`);
    await visit.end();
  });
}
