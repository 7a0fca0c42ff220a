// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0

/** What was typed and not sent yet, kept in this browser until it is. */
export function readDraft<T extends object>(name: string, empty: T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`draft.${name}`) ?? '{}');
    return { ...empty, ...(stored as Partial<T>) };
  } catch {
    return { ...empty };
  }
}

export function keepDraft(name: string, value: object): void {
  localStorage.setItem(`draft.${name}`, JSON.stringify(value));
}

export function dropDraft(name: string): void {
  localStorage.removeItem(`draft.${name}`);
}
