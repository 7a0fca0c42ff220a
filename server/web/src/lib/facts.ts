// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0

/** The part of JSON Schema that the facts of a template use; labels come in the language of the request. */
export interface FactsSchema {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  enum?: string[];
  items?: FactsSchema;
  properties?: Record<string, FactsSchema>;
  required?: string[];
}
export type Fact = string | number | string[] | Facts;
export type Facts = { [name: string]: Fact };

const isGroup = (fact: Fact | undefined): fact is Facts => typeof fact === 'object' && !Array.isArray(fact);

/** Whether the record gives everything below this place, so that nobody is asked. */
export function isGiven(schema: FactsSchema, place: string, given: string[]): boolean {
  if (schema.type !== 'object') return given.includes(place);
  const members = Object.entries(schema.properties ?? {});
  return members.length > 0 && members.every(([name, member]) => isGiven(member, `${place}/${name}`, given));
}

/** The facts without those that the record gives: what the writer says himself. */
export function ownFacts(facts: Facts, given: string[], place = ''): Facts {
  const own: Facts = {};
  for (const [name, fact] of Object.entries(facts)) {
    const here = `${place}/${name}`;
    if (given.includes(here)) continue;
    if (!isGroup(fact)) own[name] = fact;
    else {
      const group = ownFacts(fact, given, here);
      if (Object.keys(group).length) own[name] = group;
    }
  }
  return own;
}

/** Label and value of each fact that the record gives, in the order of the schema. */
export function givenFacts(schema: FactsSchema, facts: Facts, given: string[], place = ''): { place: string; label: string; value: string }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const here = `${place}/${name}`;
    const fact = facts[name];
    if (member.type === 'object') return givenFacts(member, isGroup(fact) ? fact : {}, given, here);
    return given.includes(here) && (typeof fact === 'string' || typeof fact === 'number') ? [{ place: here, label: member.title ?? name, value: String(fact) }] : [];
  });
}

/** The place within the facts that a problem names ("/facts/body/1" -> "/body/1"). */
export const placeOf = (field: string | undefined): string => (field?.startsWith('/facts/') ? field.slice('/facts'.length) : '');

/** The id of the field that asks for the fact at a place; an item of a list belongs to the list's field. */
export const fieldId = (place: string): string => `fact${place.replaceAll('/', '-')}`;
