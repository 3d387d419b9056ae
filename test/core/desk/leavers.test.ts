/** People who leave: asked about, never decided by a sign alone; once an administrator has said so, all that was theirs is somebody else's, and nothing of it comes back by an address. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFromShell } from '../../../src/cli/disputes.ts';
import { agendaIn } from '../../../src/core/agenda/ports.ts';
import { act } from '../../../src/core/desk/act.ts';
import { sayGone, sayHere } from '../../../src/core/desk/answer-leaver.ts';
import { lookForLeavers, noticeGone } from '../../../src/core/desk/ask-leaver.ts';
import type { Card } from '../../../src/core/desk/card.ts';
import { departuresIn } from '../../../src/core/desk/departure-ports.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { formOf, said, wordsOf } from '../../support/desk.ts';
import { type Company, company, PEOPLE } from '../disputes/support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
});
afterEach(() => t.close());

const at = (name: string): string => `${name}@acme.example`;
const person = async (name: string): Promise<Person> => {
  const found = await t.core.store.read.people.byEmail(at(name));
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
const without = (...names: string[]): string =>
  PEOPLE.split('\n')
    .filter((line) => !names.some((name) => line.startsWith(at(name))))
    .join('\n');
const complete = (file: string, more = {}) => t.import('personnes.csv', file, { complete: true, ...more });
/** What a person reads by now, in the order in which it came. */
const inbox = (name: string): string[] =>
  t.platform.posts.filter((p) => p.to.kind === 'person' && p.to.identity.userId === at(name)).map((p) => wordsOf(p.card));
const gone = async (name: string) => ({ kind: 'person.gone', person: (await person(name)).id }) as const;
const here = async (name: string) => ({ kind: 'person.here', person: (await person(name)).id }) as const;
const audit = async (name: string): Promise<string[]> =>
  (await t.core.store.read.audit.about(`person:${(await person(name)).id}`, 100)).map((row) => row.action);

describe('somebody who is missing from a complete people file', () => {
  it('is asked about, in a card to every administrator, and keeps all that they have until one answers', async () => {
    const report = await complete(without('sofia'));
    expect(report.absent).toEqual([{ email: at('sofia'), name: 'Sofia Romano' }]);
    await t.desk.settle();
    for (const admin of ['anne', 'claire']) {
      expect(inbox(admin)).toEqual([
        expect.stringContaining(
          'Sofia Romano ne figure plus au fichier des personnes personnes.csv, donné pour complet : est-ce un départ ?',
        ),
      ]);
      expect(inbox(admin)[0]).toContain('[Oui, parti(e)] [Non, garder]');
      expect(inbox(admin)[0]).toContain('Reprise par Théo Keller');
    }
    expect(inbox('nadia')).toEqual([]);
    expect((await person('sofia')).roles).toEqual(['sales']);
    expect(said(await t.desk.as(at('sofia')).command('debtor', 'dupont'))).toContain('Dupont SA');
  });

  it('who is kept stays, and the same sign asks no more; another sign does, and being named again ends it', async () => {
    await complete(without('sofia'));
    await t.desk.settle();
    expect(said(await t.desk.as(at('anne')).press(await here('sofia')))).toContain('Sofia Romano reste : rien ne change.');
    await t.desk.settle();
    expect(inbox('claire')).toEqual(['\n\nSofia Romano reste : rien ne change. (réponse de Anne Admin)']);
    await complete(`${without('sofia')}\n`);
    await t.desk.settle();
    expect(inbox('anne')).toHaveLength(1);
    expect(await audit('sofia')).toEqual(expect.arrayContaining(['person.asked', 'person.kept']));
    await t.import('personnes.csv', `${PEOPLE}\n`);
    t.clock.add(1);
    await complete(`${without('sofia')}\n\n`);
    await t.desk.settle();
    expect(inbox('anne')).toHaveLength(2);
  });

  it('is not asked about when the file is not said to be complete, or a line of it cannot be read', async () => {
    expect((await t.import('part.csv', without('sofia'))).absent).toHaveLength(1);
    await complete(`${without('sofia')}\nnot an address,X,sales,,,,,,`, { acceptPartial: true });
    await t.desk.settle();
    expect(inbox('anne')).toEqual([]);
  });

  it('is one of a third at most: a file that forgets more is a part of one, unless it is confirmed', async () => {
    // Four of twelve are a third; five are more.
    const five = without('sofia', 'theo', 'marc', 'aicha', 'yann');
    await expect(complete(five)).rejects.toThrow(/oublie 5 personnes/);
    expect((await complete(without('sofia', 'theo', 'marc', 'aicha'))).absent).toHaveLength(4);
    expect((await complete(five, { confirm: true })).absent).toHaveLength(5);
  });
});

describe('a file that is dropped in the conversation', () => {
  it('shows who is missing and asks whether it is complete, as of any file', async () => {
    const file = {
      ...{ id: 'F1', name: 'personnes.csv', size: without('sofia').length },
      open: async () =>
        (async function* () {
          yield Buffer.from(without('sofia'));
        })(),
    };
    await t.desk.as(at('anne')).do({ type: 'files', files: [file] });
    const preview = async (): Promise<Card | undefined> => {
      await t.desk.settle();
      return t.platform.posts.findLast((p) => p.to.kind === 'person' && p.to.identity.userId === at('anne'))?.card;
    };
    const press = async (label: string): Promise<void> => {
      const card = await preview();
      const button = card?.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])).find((b) => b.label === label);
      if (!button) throw new Error(wordsOf(card));
      await t.desk.as(at('anne')).press(button.intent);
    };
    expect(wordsOf(await preview())).toContain('Ont un rôle et ne figurent pas dans ce fichier : Sofia Romano.');
    await press('Le fichier est complet');
    await press('Importer');
    await t.desk.settle();
    expect(inbox('claire')).toHaveLength(1);
  });
});

describe('somebody who has left', () => {
  it('has no roles, no identity and no tasks any more: each who has something of theirs now is told once', async () => {
    const { store } = t.core;
    await t.desk.as(at('sofia')).command('agenda');
    const flags = { actor: at('nadia'), reason: 'price', said: 'prix', amount: '' };
    await openFromShell(t.core, ['FA-1024'], flags);
    await openFromShell(t.core, ['FA-1025'], flags);
    const owners = async () => new Set((await disputesIn(store.read).find({})).map((d) => d.ownerId));
    expect(await owners()).toEqual(new Set([(await person('sofia')).id]));
    await t.desk
      .as(at('sofia'))
      .submit(
        { kind: 'promise.make', debtor: 1 },
        { amount: '700', due: '2026-11-27', who: 'M. Petit', channel: 'call', more: '', note: '' },
      );
    await complete(without('sofia'));
    await t.import(
      'people.csv',
      'email,name,roles,manager,backup\nbruno@acme.example,Bruno Castel,logistics,sofia@acme.example,sofia@acme.example',
    );
    await t.desk.settle();
    const before = t.platform.posts.length;
    const call = {
      id: 'call:1',
      debtorId: 1,
      sinceDay: 1,
      backDay: undefined,
      handledDay: undefined,
      owner: at('sofia'),
      note: '',
      dueDay: undefined,
      currency: undefined,
    };
    await store.transact((tx) => agendaIn(tx).put(call));

    const words = said(await t.desk.as(at('claire')).press(await gone('sofia')));
    expect(words).toContain('Le départ de Sofia Romano est noté : ses rôles sont finis, Théo Keller reprend');
    expect(await person('sofia')).toMatchObject({ roles: [], backup: at('theo') });
    expect(await store.read.people.identities((await person('sofia')).id)).toEqual([]);
    expect(await owners()).toEqual(new Set([(await person('theo')).id]));
    expect((await debtorsIn(store.read).all()).map((d) => d.salesperson)).toEqual([at('theo'), at('theo')]);
    expect((await promisesIn(store.read).find({})).map((p) => p.collector)).toEqual([at('nadia')]);
    expect((await agendaIn(store.read).entries(1)).map((e) => e.owner)).toContain(at('theo'));
    expect(await person('bruno')).toMatchObject({ manager: at('theo'), backup: at('theo') });
    await t.desk.settle();
    const toTheo = inbox('theo').filter((text) => text.includes('est parti(e)'));
    expect(toTheo).toHaveLength(1);
    for (const part of ['2 comptes', '2 litiges (n° 1, 2)', '1 action']) expect(toTheo[0]).toContain(part);
    expect(inbox('bruno')).toEqual([expect.stringMatching(/votre suppléance : Théo Keller[\s\S]*votre responsable : Théo Keller/)]);
    expect(t.platform.posts.slice(before).map((p) => (p.to.kind === 'person' ? p.to.identity.userId : ''))).not.toContain(at('sofia'));
    expect(await audit('sofia')).toEqual(expect.arrayContaining(['person.asked', 'person.left', 'identity.unbound']));
    expect(t.logged.filter((line) => line.level === 'error')).toEqual([]);
    // Nobody is told of messages that find nobody.
    expect(inbox('anne').join()).not.toContain('non publié');
  });

  it('gets in again neither by their address nor by being named in a file, until an administrator says that they are back', async () => {
    await complete(without('sofia'));
    await t.desk.as(at('claire')).press(await gone('sofia'));
    const stranger = 'Je ne vous connais pas encore';
    expect(said(await t.desk.as(at('sofia')).command('agenda'))).toContain(stranger);
    await t.desk.settle();
    await t.import('stale.csv', `${PEOPLE}\n`);
    expect((await person('sofia')).roles).toEqual([]);
    expect(said(await t.desk.as(at('sofia')).command('agenda'))).toContain('administrateur');
    await t.desk.settle();
    expect(inbox('anne').at(-1)).toContain('figure de nouveau au fichier stale.csv : est-ce un retour ?');
    await t.desk.as(at('anne')).press(await gone('sofia'));
    expect((await person('sofia')).roles).toEqual([]);
    t.clock.add(1);
    await t.import('newer.csv', `${PEOPLE}\n\n`);
    expect(said(await t.desk.as(at('anne')).press(await here('sofia')))).toContain('est de retour');
    expect((await person('sofia')).roles).toEqual(['sales']);
    expect(said(await t.desk.as(at('sofia')).command('debtor', 'dupont'))).toContain('Dupont SA');
    expect(await audit('sofia')).toEqual(expect.arrayContaining(['person.left', 'person.returning', 'person.returned', 'identity.bound']));
  });

  it('is answered for once, by an administrator, and by nobody for themselves', async () => {
    await complete(without('sofia', 'claire'));
    expect(said(await t.desk.as(at('nadia')).press(await gone('sofia')))).toContain('Votre rôle ne permet pas cela');
    expect(said(await t.desk.as(at('claire')).press(await here('claire')))).toContain('Personne ne répond de son propre départ');
    const [one, other] = await Promise.all([
      t.desk.as(at('anne')).press(await gone('sofia')),
      t.desk.as(at('claire')).press(await here('sofia')),
    ]);
    const words = [said(one), said(other)];
    expect(words.join('\n')).toContain('a déjà répondu');
    expect((await departuresIn(t.core.store.read).of((await person('sofia')).id))?.state).toMatch(/^(left|kept)$/);
    expect(said(await t.desk.as(at('anne')).press(await here('yann')))).toContain('Il n’y a pas de question en cours');
  });

  it('who held an indispensable role alone is let go only with somebody named to have it', async () => {
    await complete(without('claire'));
    const form = formOf(await t.desk.as(at('anne')).press(await gone('claire')));
    expect(form.intro).toContain('Qui reprend ce que tenait Claire Credit');
    const options = form.fields.flatMap((f) => (f.type === 'choice' ? f.options.map((o) => o.label) : []));
    expect(options).toContain('Nadia Benali');
    expect(options).not.toContain('Claire Credit');
    expect((await person('claire')).roles).toEqual(['credit-manager']);
    const nadia = await person('nadia');
    expect(said(await t.desk.as(at('anne')).submit(await gone('claire'), { successor: String((await person('claire')).id) }))).toContain(
      'ne peut pas reprendre',
    );
    expect(said(await t.desk.as(at('anne')).submit(await gone('claire'), { successor: String(nadia.id) }))).toContain(
      'Nadia Benali reprend',
    );
    expect((await person('nadia')).roles).toEqual(['collector', 'credit-manager']);
    await t.desk.settle();
    expect(inbox('nadia').join()).toContain('le rôle credit manager');
    expect(await audit('nadia')).toContain('person.roles');
  });

  it('is taken over by the substitute, else the manager, else the credit manager; without any of them a name is asked for', async () => {
    const by = await person('anne');
    const leave = async (name: string, successor?: string): Promise<string> => {
      const id = (await person(name)).id;
      const to = successor === undefined ? undefined : (await person(successor)).id;
      return act(t.core, { by, locale: 'fr' }, (under) => sayGone(under, id, { successorId: to, unasked: true }));
    };
    expect(await leave('marc')).toContain('Aïcha Diallo reprend');
    expect(await leave('aicha')).toContain('Dora Direction reprend');
    expect(await leave('bruno')).toContain('Claire Credit reprend');
    expect(await leave('yann', 'fred')).toContain('Fred Finance reprend');
    await expect(leave('claire')).rejects.toThrow(/personne d’autre n’est credit manager/);
    await expect(leave('marc')).rejects.toThrow(/a déjà répondu/);
  });
});

describe('a platform', () => {
  const bound = async (name: string) => {
    await t.desk.as(at(name)).command('agenda');
    return { platform: 'slack', tenant: 'T1', userId: at(name) } as const;
  };

  it('where somebody was deactivated makes the question at once, and a stranger makes none', async () => {
    await noticeGone(t.core, await bound('theo'));
    await noticeGone(t.core, { platform: 'slack', tenant: 'T1', userId: 'UNKNOWN' });
    await noticeGone(t.core, await bound('theo'));
    await t.desk.settle();
    expect(inbox('anne')).toEqual([expect.stringContaining('Le compte Slack de Théo Keller est désactivé : est-ce un départ ?')]);
    expect((await person('theo')).roles).toEqual(['sales']);
  });

  it('is asked at night about everybody who was met there', async () => {
    await bound('theo');
    await bound('nadia');
    t.platform.gone.add(at('theo'));
    const night = parseDay('2026-11-19') ?? 0;
    await lookForLeavers.run(t.core, night);
    await t.desk.settle();
    expect(inbox('anne')).toHaveLength(1);
    expect(await departuresIn(t.core.store.read).all('asked')).toMatchObject([{ personId: (await person('theo')).id, sign: 'slack' }]);
    Object.assign(t.platform, { isGone: () => Promise.reject(new Error('down')) });
    await lookForLeavers.run(t.core, night + 1);
    expect(t.logged.map((line) => line.message)).toContain('a platform does not say whether somebody is still there');
    const by = await person('claire');
    await act(t.core, { by, locale: 'fr' }, async (under) => sayHere(under, (await person('theo')).id));
    expect((await person('theo')).roles).toEqual(['sales']);
  });
});
