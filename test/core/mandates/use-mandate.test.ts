/** A collector uses powers: inside them it is done, kept and told; beyond them it becomes a motion with one press. Wednesday 18 November 2026; 12,700.00 is overdue on C1. */
import { afterEach, describe, expect, it } from 'vitest';
import { motionsIn } from '../../../src/core/committee/motion/ports.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { isoDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { heldUntil } from '../../../src/core/mandates/use.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { formOf, said } from '../../support/desk.ts';
import { ITEMS } from '../disputes/support.ts';
import { collectorHas, type Office, office } from './support.ts';

let o: Office;
afterEach(() => o?.close());

const NADIA = 'nadia@acme.example';
const SOFIA = 'sofia@acme.example';
const CLAIRE = 'claire@acme.example';
const dupont = async (): Promise<number> => (await debtorsIn(o.core.store.read).search('dupont', 1)).debtors[0]?.id ?? 0;
const grant = async (text: string, who = NADIA): Promise<string> => said(await o.desk.as(who).command('accorder', text));

describe('extra days inside the power', () => {
  it('are granted, held back, written in the history, in the audit log, and told to the account’s people', async () => {
    o = await office();
    expect(await grant('dupont 15 jours virement en cours')).toContain(
      'Accordé à Dupont SA : 15 jours de délai, jusqu’au jeu. 3 déc., pour FA-0900, FA-1024 (12 700 €). Raison : virement en cours.',
    );
    const [use] = await o.uses();
    expect(use).toMatchObject({
      power: 'days',
      quantity: 15,
      holder: 'collector',
      actor: NADIA,
      status: 'granted',
      why: 'virement en cours',
    });
    const { read } = o.core.store;
    const debtorId = await dupont();
    const [entry] = await historyIn(read).find({ debtorIds: [debtorId], kinds: ['power'] });
    expect(entry).toMatchObject({ actor: NADIA, data: { power: 'days', quantity: '15', until: '2026-12-03' } });
    expect((await read.audit.about(`mandate:${use?.id}`, 5)).map((row) => row.action)).toEqual(['mandate.used']);
    const holds = await mandatesIn(read).heldUntil((use?.day ?? 0) + 15);
    const day = heldUntil(holds, { id: -1, debtorId, ref: 'FA-1024' });
    expect(day && isoDay(day)).toBe('2026-12-03');
    await o.desk.settle();
    expect(o.told(CLAIRE)).toContain(
      'Nadia Benali accorde à Dupont SA : 15 jours de délai, jusqu’au jeu. 3 déc., pour FA-0900, FA-1024 (12 700 €). Raison : virement en cours.',
    );
    expect(o.told(SOFIA).length).toBe(1);
    expect(o.told(NADIA)).toEqual([]);
    const card = said(await o.desk.as(NADIA).command('debiteur', 'dupont'));
    expect(card).toContain('Accordé : 15 jours de délai, jusqu’au jeu. 3 déc.');
  });

  it('for named invoices follow their due day, and hold nothing else', async () => {
    o = await office();
    expect(await grant('dupont 15 jours FA-1025')).toContain('jusqu’au jeu. 17 déc., pour FA-1025 (5 000 €)');
    const holds = await mandatesIn(o.core.store.read).heldUntil((await o.uses())[0]?.day ?? 0);
    const debtorId = await dupont();
    expect(heldUntil(holds, { id: -1, debtorId, ref: 'FA-1024' })).toBeUndefined();
  });

  it('are found by an invoice, which is then what they are about', async () => {
    o = await office();
    expect(await grant('FA-1024 10 jours')).toContain('10 jours de délai, jusqu’au sam. 28 nov., pour FA-1024 (12 000 €)');
  });
});

describe('the same act', () => {
  it('delivered five times is one use', async () => {
    o = await office();
    const act = { type: 'command', name: 'grant', text: 'dupont 5 days' } as const;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => o.desk.as(NADIA).do(act, { key: 'same' })));
    expect(answers.map(said).filter((words) => words.startsWith('\n\nAccordé')).length).toBe(1);
    expect((await o.uses()).length).toBe(1);
    const history = await historyIn(o.core.store.read).find({ debtorIds: [await dupont()], kinds: ['power'] });
    expect(history.length).toBe(1);
  });

  it('as a form that is sent five times is one use', async () => {
    o = await office();
    const seat = o.desk.as(NADIA);
    const form = formOf(await seat.press({ kind: 'mandate.form', debtor: await dupont() }));
    for (let i = 0; i < 5; i++) await seat.submit(form.intent, { power: 'rebate', measure: '2 %', items: '', why: 'pour solde' });
    expect(await o.uses()).toMatchObject([{ power: 'rebate', minor: 254_00n, percent: 200, why: 'pour solde' }]);
  });
});

describe('the cap', () => {
  it.each([
    ['9 jours', 'Accordé'],
    ['10 jours', 'Accordé'],
    ['11 jours', 'Votre pouvoir (délai) va jusqu’à 10 jours par débiteur en 90 jours : au-delà, c’est au comité de décider.'],
  ])('of 10 days: %s', async (words, expected) => {
    o = await office({ powers: [collectorHas({ power: 'days', upTo: 10 })] });
    expect(await grant(`dupont ${words}`)).toContain(expected);
  });

  it('of a share is the share itself, whatever the cents: it is rounded down', async () => {
    const items = ['debtor,name,ref,issueDate,dueDate,amount,kind', 'C1,Dupont SA,FA-1,2026-10-01,2026-10-31,23977.85,invoice'].join('\n');
    o = await office({ items });
    expect(await grant('dupont remise 2 %')).toContain('remise de 2 % (479,55 €)');
    expect(await grant('dupont remise 0,01')).toContain('au-delà');
  });

  it('counts several grants to one debtor together, whoever gives them, within the period', async () => {
    o = await office({
      powers: [
        collectorHas({ power: 'rebate', minor: 10_00n }),
        { ...collectorHas({ power: 'rebate', minor: 10_00n }), holder: 'credit-manager' },
      ],
    });
    expect(await grant('dupont remise 6')).toContain('Accordé');
    expect(await grant('dupont remise 4,01', CLAIRE)).toContain('dont remise de 6,00 € déjà accordés');
    expect(await grant('dupont remise 4', CLAIRE)).toContain('Accordé');
    expect(await grant('dupont remise 0,01')).toContain('au-delà');
    expect(await grant('durand remise 10')).toContain('Accordé');
    o.clock.turn('2027-02-15T09:00:00+01:00');
    expect(await grant('dupont remise 0,01')).toContain('au-delà');
    o.clock.turn('2027-02-16T09:00:00+01:00');
    expect(await grant('dupont remise 10')).toContain('Accordé');
  });
});

describe('beyond the power', () => {
  it('60 days become a motion with one press, which the committee’s approval turns into a grant', async () => {
    o = await office();
    const seat = o.desk.as(NADIA);
    const beyond = await seat.command('accorder', 'dupont 60 jours plan de trésorerie');
    expect(said(beyond)).toContain('va jusqu’à 15 jours par débiteur en 90 jours');
    expect(said(beyond)).toContain('[Demander au comité]');
    expect(await o.uses()).toMatchObject([{ status: 'beyond', quantity: 60 }]);
    const [use] = await o.uses();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => seat.press({ kind: 'mandate.ask', use: use?.id ?? 0 })));
    for (const answer of answers) expect(said(answer)).toContain('Le vote 1 est ouvert au comité pour Dupont SA.');
    const { read } = o.core.store;
    const motions = await motionsIn(read).find({ limit: 10 });
    expect(motions.length).toBe(1);
    expect(motions[0]?.proposal).toMatchObject({
      kind: 'generic',
      debtorId: await dupont(),
      text: expect.stringContaining('Accorder à Dupont SA (C1)'),
      why: 'plan de trésorerie (demandé par Nadia Benali, au-delà de son pouvoir : 15 jours)',
    });
    await o.desk.settle();
    expect((await o.uses())[0]?.status).toBe('asked');
    // Claire, Fred, Sofia and the others vote; Sofia is recused as the account's salesperson, Théo sells too.
    for (const who of [CLAIRE, 'fred@acme.example', 'theo@acme.example', 'marc@acme.example', 'aicha@acme.example', 'dora@acme.example'])
      await o.desk.as(who).press({ kind: 'motion.vote', motion: 1, facts: 1, choice: 'approve' });
    o.clock.turn('2026-11-24T12:00:00+01:00');
    await o.desk.settle();
    const [granted] = await o.uses();
    expect(granted).toMatchObject({ status: 'granted', holder: 'committee', motionId: 1 });
    expect(granted?.untilDay && isoDay(granted.untilDay)).toBe('2027-01-23');
    await o.desk.settle();
    expect(o.told(NADIA).length).toBeGreaterThan(0);
    expect(o.told(SOFIA).at(-1)).toContain('Le comité (vote 1) accorde à Dupont SA : 60 jours de délai');
    // What the committee granted does not use up the collector's own power.
    expect(await grant('dupont 15 jours')).toContain('Accordé');
  });

  it('weighs what would be given, so that the rule for such amounts decides', async () => {
    o = await office();
    await grant('dupont remise 2000');
    await o.desk.as(NADIA).press({ kind: 'mandate.ask', use: 1 });
    expect((await motionsIn(o.core.store.read).find({ limit: 1 }))[0]).toMatchObject({ kind: 'generic', weight: 2000_00n });
  });

  it('a plan that is approved when all is paid grants nothing to plan, and holds up nobody else’s', async () => {
    o = await office();
    const seat = o.desk.as(NADIA);
    await seat.command('accorder', 'durand en 9 fois');
    await seat.command('accorder', 'dupont 60 jours');
    for (const use of [1, 2]) await seat.press({ kind: 'mandate.ask', use });
    for (const motion of [1, 2])
      for (const who of [CLAIRE, 'fred@acme.example', 'theo@acme.example', 'marc@acme.example', 'aicha@acme.example', 'dora@acme.example'])
        await o.desk.as(who).press({ kind: 'motion.vote', motion, facts: 1, choice: 'approve' });
    const paid = ITEMS.split('\n').filter((line) => !line.startsWith('C2'));
    await o.import('items.csv', paid.join('\n'), { source: 'erp', complete: true, confirm: true });
    o.clock.turn('2026-11-24T12:00:00+01:00');
    await o.desk.settle();
    expect((await o.uses()).map((use) => use.status)).toEqual(['granted', 'granted']);
    expect(await promisesIn(o.core.store.read).find({})).toEqual([]);
    expect(o.logged).toEqual([]);
  });

  it('a declined request stays a request', async () => {
    o = await office();
    const seat = o.desk.as(NADIA);
    await seat.command('accorder', 'dupont 60 jours');
    await seat.press({ kind: 'mandate.ask', use: 1 });
    o.clock.turn('2026-12-04T12:00:00+01:00');
    await o.desk.settle();
    await o.desk.settle();
    expect(await o.uses()).toMatchObject([{ status: 'declined', untilDay: null }]);
    expect(o.told(SOFIA).at(-1)).toContain('n’accorde pas à Dupont SA : 60 jours de délai');
  });

  it('is another’s request to nobody else', async () => {
    o = await office();
    await grant('dupont 60 jours');
    expect(said(await o.desk.as(CLAIRE).press({ kind: 'mandate.ask', use: 1 }))).toContain('Ce n’est pas votre demande');
    expect(said(await o.desk.as(NADIA).press({ kind: 'mandate.ask', use: 99 }))).toContain('L’accord 99 n’existe pas');
  });

  it('who holds no power is told so, in their language', async () => {
    o = await office();
    expect(await grant('dupont 5 jours', SOFIA)).toContain('Vous n’avez pas ce pouvoir (délai) : le comité peut l’accorder.');
  });
});

describe('refusals', () => {
  it.each([
    ['', 'Dites à qui et quoi'],
    ['inconnu 15 jours', 'inconnu'],
    ['dupont 0 jours', '« 0 » ne convient pas'],
    ['dupont -5 jours', '« -5 » ne convient pas'],
    ['dupont 400 jours', 'au plus à 366 jours'],
    ['dupont remise 0', 'supérieur à zéro'],
    ['dupont remise -5', 'ne peut pas être négatif'],
    ['dupont remise 500 USD', 'n’est pas en EUR'],
    ['dupont remise 101 %', 'Une part va de plus de 0 % à 100 %.'],
    ['dupont remise 12700,01', 'C’est plus que ce qui est dû (12 700,00 €)'],
    ['dupont conditions 61', 'Jamais plus de 60 jours date de facture'],
    ['dupont remise 100 contre leur compensation', 'Une déduction d’office n’est jamais acceptée'],
  ])('/accorder %s', async (words, expected) => {
    o = await office();
    expect(await grant(words)).toContain(expected);
    expect((await o.uses()).filter((use) => use.status === 'granted')).toEqual([]);
  });

  it('in English for whoever reads English', async () => {
    o = await office();
    await o.import('people.csv', 'email,name,roles,language\nnadia@acme.example,Nadia Benali,collector,en');
    expect(await grant('dupont terms 90')).toContain('Never more than 60 days from the invoice date');
    expect(await grant('dupont 60 days')).toContain(
      'Your power (extra days) goes up to 15 days a debtor in 90 days: beyond that, the committee decides.',
    );
    expect(await grant('dupont 15 days')).toContain('Granted to Dupont SA: 15 extra days, until');
  });

  it('say that a mandate ended, and what its scope is', async () => {
    o = await office({
      powers: [
        collectorHas({ power: 'days', upTo: 10, until: 20_774 }),
        collectorHas({ power: 'instalments', upTo: 3, segments: ['key'] }),
      ],
    });
    expect(await grant('dupont 5 jours')).toContain('s’est terminé le mar. 17 nov.');
    expect(await grant('dupont 3 échéances')).toContain('ne vaut pas pour ce débiteur (segment key)');
  });
});

describe('an absent holder', () => {
  it('is stood in for by the backup alone', async () => {
    o = await office();
    await o.import('people.csv', 'email,name,roles,backup,language\nnadia@acme.example,Nadia Benali,collector,theo@acme.example,fr');
    expect(await grant('dupont 5 jours', 'theo@acme.example')).toContain('Vous n’avez pas ce pouvoir');
    await o.desk.as(NADIA).command('absence', '2026-11-20');
    expect(await grant('dupont 5 jours')).toContain('Vous êtes noté absent jusqu’au ven. 20 nov. : Théo Keller exerce vos pouvoirs.');
    expect(await grant('dupont 5 jours', 'theo@acme.example')).toContain('Accordé');
    expect((await o.uses()).at(-1)).toMatchObject({ actor: 'theo@acme.example', onBehalfOf: NADIA, holder: 'collector' });
    await o.desk.settle();
    expect(o.told(CLAIRE).at(-1)).toContain('Théo Keller, pour Nadia Benali (absent), accorde');
  });
});
