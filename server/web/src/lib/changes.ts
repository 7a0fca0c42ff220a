// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { fetchSignedIn } from './api';

/**
 * Calls `changed` once now and then whenever anything that the person may see has moved: one cheap question every `seconds`, none
 * while the window is hidden. Returns what ends it.
 */
export function watchChanges(seconds: number, changed: () => void): () => void {
  let version: string | null = null;
  async function look(): Promise<void> {
    const first = version === null;
    if (document.hidden && !first) return;
    const question = new Request('/api/v1/changes', { headers: version ? { 'If-None-Match': version } : {} });
    const answer = await fetchSignedIn(question).catch(() => null);
    const known = version;
    version = (answer?.status === 200 ? answer.headers.get('ETag') : known) ?? '';
    // The version is asked for before the data, so that nothing falls between them.
    if (first || known !== version) changed();
  }
  void look();
  const timer = setInterval(() => void look(), seconds * 1000);
  return () => clearInterval(timer);
}
