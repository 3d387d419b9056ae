/** A working LocalMessages and roster in memory, for tests of the local workspace. */
import type { PeopleReads, Person } from '../../../src/core/desk/people-ports.ts';
import type { LocalMessage, LocalMessages } from '../../../src/platforms/local/memory.ts';

export function memoryMessages(): LocalMessages {
  const rows: LocalMessage[] = [];
  let edits = 0;
  const visible = (channel: string, viewer: string) => rows.filter((m) => m.channel === channel && (m.only === null || m.only === viewer));
  return {
    async add(message) {
      const known = message.key === null ? undefined : rows.find((m) => m.key === message.key);
      if (known) return known.id;
      const id = rows.length + 1;
      rows.push({ ...message, file: message.file ?? null, id, edited: 0 });
      return id;
    },
    async update(id, change) {
      const old = rows[id - 1];
      if (!old) return false;
      rows[id - 1] = { ...old, ...change, edited: ++edits };
      return true;
    },
    byId: async (id) => rows[id - 1],
    byKey: async (key) => rows.find((m) => m.key === key),
    list: async (channel, viewer, afterId, limit) =>
      visible(channel, viewer)
        .filter((m) => m.id > afterId)
        .slice(0, limit),
    before: async (channel, viewer, beforeId, limit) =>
      visible(channel, viewer)
        .filter((m) => beforeId === undefined || m.id < beforeId)
        .slice(-limit),
    edits: async (viewer, afterEdit, limit) =>
      rows
        .filter((m) => m.edited > afterEdit && (m.only === null || m.only === viewer))
        .sort((a, b) => a.edited - b.edited)
        .slice(0, limit),
    latest: async () => ({ id: rows.length, edit: edits }),
  };
}

function person(id: number, local: string, name: string, roles: readonly string[], language: 'fr' | 'en' | null = null): Person {
  return {
    id,
    email: `${local}@demo.example`,
    name,
    roles,
    department: null,
    manager: null,
    backup: null,
    language,
    country: 'FR',
    region: null,
  };
}

export const CLAIRE = person(1, 'claire', 'Claire Montagnac', ['credit-manager']);
export const NADIA = person(2, 'nadia', 'Nadia Benali', ['collector']);
export const KARIM = person(3, 'karim', 'Karim Lefèvre', ['collector']);
export const JEROEN = person(4, 'jeroen', 'Jeroen Maes', ['sales'], 'en');
export const MARC = person(5, 'marc', 'Marc Lemoine', ['sales-admin']);
export const ROSTER: readonly Person[] = [CLAIRE, NADIA, KARIM, JEROEN, MARC];

export function memoryPeople(people: readonly Person[] = ROSTER): Pick<PeopleReads, 'all' | 'byEmail'> {
  return { all: async () => people, byEmail: async (email) => people.find((p) => p.email === email) };
}
