import { describe, expect, test } from 'vitest';
import { faultOf, GENESIS, hashOf } from '../../../src/core/desk/audit.ts';
import type { AuditRow } from '../../../src/core/desk/audit-ports.ts';
import type { PersonRow } from '../../../src/core/desk/people-ports.ts';
import { auditIn } from '../../../src/core/desk/store.ts';
import { importsIn } from '../../../src/core/ledger/import-ports.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { NO_REPORT, type World } from './world.ts';

function person(email: string, given: Partial<PersonRow> = {}): PersonRow {
  const none = { department: undefined, manager: undefined, backup: undefined, language: undefined, country: undefined, region: undefined };
  return { line: 2, email, name: 'N', roles: ['collector'], ...none, ...given };
}

/** The first fault of a chain, as `seq fault`. */
function firstFault(rows: readonly AuditRow[]): string | undefined {
  for (const [i, row] of rows.entries()) {
    const fault = faultOf(row, rows[i - 1]);
    if (fault) return `${row.seq} ${fault}`;
  }
  return undefined;
}

export function keptContract(world: World): void {
  describe('people', () => {
    test('are known by their e-mail address in any case, and changed by what a file says', async () => {
      const put = (...rows: PersonRow[]) => world.store.transact((tx) => tx.people.put(rows));
      expect(await put(person('Nadia@X.fr', { manager: 'Karim@x.fr', language: 'fr' }))).toEqual({ added: 1, changed: 0, unchanged: 0 });
      expect(await put(person('nadia@x.fr', { manager: 'karim@x.fr', language: 'fr' }))).toEqual({ added: 0, changed: 0, unchanged: 1 });
      expect(await put(person('nadia@x.fr', { roles: ['admin', 'collector'] }))).toEqual({ added: 0, changed: 1, unchanged: 0 });
      expect(await world.store.read.people.byEmail('NADIA@x.fr')).toMatchObject({
        roles: ['admin', 'collector'],
        manager: null,
        language: null,
      });
      expect(await world.store.read.people.byEmail('nobody@x.fr')).toBeUndefined();
    });

    test('an identity stays with the person it was first bound to', async () => {
      const identity = { platform: 'slack', tenant: 'T1', userId: 'U1' } as const;
      const [one, two] = await world.store.transact(async (tx) => {
        await tx.people.put([person('one@x.fr'), person('two@x.fr')]);
        return [await tx.people.byEmail('one@x.fr'), await tx.people.byEmail('two@x.fr')];
      });
      const bind = (id: number) => world.store.transact((tx) => tx.people.bind(identity, id, 1));
      expect(await world.store.read.people.byIdentity(identity)).toBeUndefined();
      expect((await bind(one?.id ?? 0))?.email).toBe('one@x.fr');
      expect((await bind(two?.id ?? 0))?.email).toBe('one@x.fr');
      expect(await world.store.read.people.byIdentity({ ...identity, tenant: 'T2' })).toBeUndefined();
      expect(await world.store.read.people.identities(one?.id ?? 0)).toEqual([identity]);
    });
  });

  describe('imports', () => {
    test('the same content is known until something newer replaced its source', async () => {
      const run = (fingerprint: string, done = true) =>
        world.store.transact(async (tx) => {
          const record = {
            at: 5,
            kind: 'items',
            file: 'a.csv',
            sha256: 'x',
            fingerprint,
            sourceKey: 'own-key',
            companyId: null,
            asOf: 20_000,
            actor: 'a@x.fr',
          };
          const id = await importsIn(tx).begin(record);
          if (done) await importsIn(tx).finish(id, 20_001, NO_REPORT);
          return id;
        });
      const same = async (fingerprint: string) => (await importsIn(world.store.read).same('items', fingerprint, 'own-key'))?.id;
      await run('one', false);
      expect(await same('one')).toBeUndefined();
      const first = await run('one');
      expect(await same('one')).toBe(first);
      expect(await importsIn(world.store.read).byId(first)).toMatchObject({ asOf: 20_001, report: { rows: 3 }, at: 5, actor: 'a@x.fr' });
      const second = await run('two');
      expect([await same('one'), await same('two')]).toEqual([undefined, second]);
      expect((await importsIn(world.store.read).latest(1))[0]?.id).toBe(second);
    });

    test("the ledger's day is the latest of its imports, per company and in all", async () => {
      const store = await world.empty();
      expect([await ledgerIn(store.read).ledgerDay(), await importsIn(store.read).first()]).toEqual([undefined, undefined]);
      await store.transact(async (tx) => {
        const ids = [(await debtorsIn(tx).company('1')).id, (await debtorsIn(tx).company('2')).id];
        const record = { at: 1, file: 'f', sha256: '', fingerprint: '', sourceKey: '', actor: 'a' };
        const begin = async (kind: string, companyId: number | null, asOf: number) =>
          importsIn(tx).finish(await importsIn(tx).begin({ ...record, kind, companyId, asOf }), asOf, NO_REPORT);
        await begin('fec', ids[0] ?? 0, 100);
        await begin('items', ids[0] ?? 0, 90);
        await begin('items', ids[1] ?? 0, 200);
        await begin('people', null, 300);
      });
      const [one] = await debtorsIn(store.read).companies();
      expect([await ledgerIn(store.read).ledgerDay(one?.id), await ledgerIn(store.read).ledgerDay()]).toEqual([100, 200]);
      expect((await importsIn(store.read).first())?.kind).toBe('fec');
      await store.close();
    });
  });

  describe('slots', () => {
    test('a job and its date are taken once; an inbound key until it is forgotten', async () => {
      const take = () => world.store.transact((tx) => tx.jobs.take('agenda', '2026-11-23', 1));
      expect([await take(), await take(), await world.store.read.jobs.ran('agenda', '2026-11-23')]).toEqual([true, false, true]);
      expect(await world.store.read.jobs.ran('agenda', '2026-11-24')).toBe(false);
      const seen = (key: string, at: number) => world.store.transact((tx) => tx.inbound.take(key, at));
      expect([await seen('k1', 10), await seen('k1', 20), await seen('k2', 20)]).toEqual([true, false, true]);
      expect(await world.store.transact((tx) => tx.inbound.prune(11))).toBe(1);
      expect([await seen('k1', 30), await seen('k2', 30)]).toEqual([true, false]);
    });
  });

  describe('the audit chain', () => {
    const entry = (subject: string) => ({ at: 7, actor: 'a@x.fr', action: 'do', subject, payload: { z: '1', a: 'é' } });

    test('links every event to the one before it, in the order of the work', async () => {
      const store = await world.empty();
      await store.transact(async (tx) => {
        await auditIn(tx).append(entry('a:1'));
        expect(await tx.audit.head()).toMatchObject({ seq: 1 });
        await auditIn(tx).append(entry('a:2'));
        await auditIn(tx).append(entry('a:1'));
      });
      await store.transact((tx) => auditIn(tx).append(entry('a:3')));
      const rows = await store.read.audit.after(0, 10);
      expect(rows.map((row) => [row.seq, row.subject])).toEqual([
        [1, 'a:1'],
        [2, 'a:2'],
        [3, 'a:1'],
        [4, 'a:3'],
      ]);
      expect(rows[0]).toMatchObject({ prev: GENESIS, payload: { z: '1', a: 'é' }, erased: false });
      expect(firstFault(rows)).toBeUndefined();
      expect(await store.read.audit.head()).toEqual({ seq: 4, hash: rows[3]?.hash });
      expect((await store.read.audit.about('a:1', 1)).map((row) => row.seq)).toEqual([3]);
      await store.close();
    });

    test('shows what was tampered with, and verifies still when a payload was erased', async () => {
      const store = await world.empty();
      await store.transact(async (tx) => {
        for (const n of [1, 2, 3]) await auditIn(tx).append(entry(`a:${n}`));
      });
      const rows = await store.read.audit.after(0, 10);
      const alter = (seq: number, change: Partial<AuditRow>) => rows.map((row) => (row.seq === seq ? { ...row, ...change } : row));
      expect(firstFault(alter(2, { payload: { z: '2' } }))).toBe('2 payload');
      expect(firstFault(alter(2, { actor: 'other' }))).toBe('2 hash');
      expect(firstFault(rows.filter((row) => row.seq !== 2))).toBe('3 gap');
      const forged = { ...rows[1], actor: 'other' } as AuditRow;
      expect(firstFault(alter(2, { actor: 'other', hash: hashOf(forged) }))).toBe('3 prev');
      expect(firstFault(alter(2, { payload: {}, salt: '', erased: true }))).toBeUndefined();
      await store.transact((tx) => auditIn(tx).erase([2]));
      expect(await store.read.audit.after(0, 10)).toEqual(alter(2, { payload: {}, salt: '', erased: true }));
      // Equal payloads do not give equal digests: nobody can tell them by comparing.
      expect(new Set(rows.map((row) => row.digest)).size).toBe(3);
      await store.close();
    });
  });

  describe("the local workspace's conversation", () => {
    test('keeps a message once per key, shows each reader what is theirs, and numbers the edits', async () => {
      const { local } = world.store;
      const base = { channel: 'agenda', thread: null, author: 'bot', only: null, card: null, key: null, at: 1 };
      const first = await local.add({ ...base, text: 'one', key: 'm1', card: { header: 'H' } as never });
      expect(await local.add({ ...base, text: 'again', key: 'm1' })).toBe(first);
      const secret = await local.add({ ...base, text: 'secret', only: 'nadia@x.fr' });
      const third = await local.add({ ...base, text: 'three', author: 'karim@x.fr', thread: first });
      await local.add({ ...base, text: 'elsewhere', channel: 'other' });
      const texts = async (viewer: string, after = 0) => (await local.list('agenda', viewer, after, 10)).map((m) => m.text);
      expect(await texts('nadia@x.fr')).toEqual(['one', 'secret', 'three']);
      expect(await texts('karim@x.fr')).toEqual(['one', 'three']);
      expect(await texts('karim@x.fr', first)).toEqual(['three']);
      expect((await local.before('agenda', 'nadia@x.fr', third, 1)).map((m) => m.id)).toEqual([secret]);
      expect((await local.before('agenda', 'karim@x.fr', undefined, 5)).map((m) => m.id)).toEqual([first, third]);
      const { edit } = await local.latest();
      expect(await local.update(secret, { text: 'secret 2' })).toBe(true);
      expect(await local.update(first, { card: null })).toBe(true);
      expect(await local.update(999_999, { text: 'x' })).toBe(false);
      expect((await local.edits('nadia@x.fr', edit, 10)).map((m) => m.id)).toEqual([secret, first]);
      expect((await local.edits('karim@x.fr', edit, 10)).map((m) => m.id)).toEqual([first]);
      expect(await local.byKey('m1')).toMatchObject({ id: first, card: null, text: 'one', edited: edit + 2 });
    });
  });
}
