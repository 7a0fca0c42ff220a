// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { Visit, type Language, type Size } from './browser.ts';

/** Of tests/demo/agencies.json: registry, minister, executor, lawyer, personnel of the ministry; registry of the agency. */
export type Login = 'aynur' | 'anar' | 'leyla' | 'rashad' | 'elcin' | 'gunel';

/** Everybody who has signed in, once each: the server slows down whoever signs in too often. */
const present = new Map<string, Visit>();

export async function at(login: Login, language: Language = 'az', size: Size = 'desktop'): Promise<Visit> {
  const name = `${login} ${language} ${size}`;
  const known = present.get(name);
  if (known) return known;
  const visit = await Visit.begin(language, size);
  await visit.signIn(login);
  present.set(name, visit);
  return visit;
}

/** Closes every window; throws what any console complained about. */
export async function goHome(): Promise<void> {
  const complaints: string[] = [];
  for (const visit of present.values()) {
    complaints.push(...visit.complaints);
    await visit.context.close();
  }
  present.clear();
  if (complaints.length) throw new Error(`${complaints.length} complaints:\n${complaints.join('\n')}`);
}
