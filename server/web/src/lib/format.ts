// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0

const zone = 'Asia/Baku';
const date = new Intl.DateTimeFormat('de-DE', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const time = new Intl.DateTimeFormat('de-DE', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false });

/** "21.11.2026": a date of the calendar (YYYY-MM-DD) or the Baku day of a moment. */
export function showDate(value: string | undefined): string {
  if (!value) return '';
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return plain ? `${plain[3]}.${plain[2]}.${plain[1]}` : date.format(new Date(value));
}

/** "2026-11-21" of what a person types: 21.11.2026, 21.11.26, 21112026; null when it is no day of the calendar. */
export function readDate(text: string): string | null {
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/.exec(text.trim()) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text.trim());
  if (!parts) return null;
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3]) + (parts[3]?.length === 2 ? 2000 : 0)];
  const found = new Date(Date.UTC(year, month - 1, day));
  return found.getUTCDate() === day && found.getUTCMonth() === month - 1 ? found.toISOString().slice(0, 10) : null;
}

/** "21.11.2026, 14:32" in Baku. */
export function showMoment(value: string | undefined): string {
  return value ? `${date.format(new Date(value))}, ${time.format(new Date(value))}` : '';
}

/** "1,4 MB": sizes with a comma, as the office writes numbers. */
export function showSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(unit === 0 ? 0 : 1).replace('.', ',')} ${units[unit]}`;
}
