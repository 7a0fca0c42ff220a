// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { session } from './session.svelte';

/** Drafts of one person are not shown to the next one at the same browser. */
const place = (name: string): string => `draft.${session.current?.person.id ?? ''}.${name}`;

/** What was typed and not sent yet, kept in this browser until it is. */
export function readDraft<T extends object>(name: string, empty: T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place(name)) ?? '{}');
    return { ...empty, ...(stored as Partial<T>) };
  } catch {
    return { ...empty };
  }
}

export function keepDraft(name: string, value: object): void {
  localStorage.setItem(place(name), JSON.stringify(value));
}

export function dropDraft(name: string): void {
  localStorage.removeItem(place(name));
}
