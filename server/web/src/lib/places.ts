// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { m } from '../paraglide/messages';
import type { IconName } from '../parts/Icon.svelte';
import { route } from './route.svelte';
import { session } from './session.svelte';

/** A section of the interface that the signed-in person may use. */
export interface Place {
  href: string;
  label: string;
  icon: IconName;
  here: boolean;
}

const under = (href: string): boolean => (href === '/' ? route.path === '/' : route.path.startsWith(href));
const today = (): Place => ({ href: '/', label: m.nav_today(), icon: 'today', here: under('/') });
const registration = (): Place[] => (session.may('register') ? [{ href: '/register', label: m.nav_register(), icon: 'register', here: under('/register') }] : []);
const certificates = (): Place[] =>
  session.may('seal') ? [{ href: '/certificates', label: m.nav_certificates(), icon: 'certificate', here: under('/certificates') }] : [];

/** The rail of a desktop. */
export const railPlaces = (): Place[] => [
  today(),
  ...registration(),
  { href: '/documents', label: m.nav_documents(), icon: 'documents', here: under('/documents') },
  ...certificates(),
];

const toSign = '/documents?view=to_sign';

/** The tabs of a phone: whoever signs has the signatures under the thumb, whoever registers the registration. */
export function tabPlaces(): Place[] {
  const signing = route.path === '/documents' && route.query.get('view') === 'to_sign';
  return [
    today(),
    { href: '/documents', label: m.nav_search(), icon: 'search', here: under('/documents') && !signing },
    ...(session.may('sign') ? [{ href: toSign, label: m.nav_sign(), icon: 'sign', here: signing } as const] : registration()),
    { href: '/me', label: m.nav_me(), icon: 'me', here: under('/me') },
  ];
}

/** What a phone has no tab for. */
export const otherPlaces = (): Place[] => [...(session.may('sign') ? registration() : []), ...certificates()];
