/** The day's agenda from a real store: who is to be contacted and by which step, what stays out, and what accounts call for besides. */
import { afterEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../../../src/core/agenda/action.words.ts';
import { agendaAt } from '../../../src/core/agenda/agenda.ts';
import { DEFAULT_POLICY, type CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { localTime } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { said } from '../../support/desk.ts';
import { type Company, company, MORNING } from '../disputes/support.ts';

let t: Company;
afterEach(() => t?.close());

const HEADER = 'debtor,name,ref,issueDate,dueDate,amount,openAmount,settledDate,kind';
const DEBTOR_HEADER = 'debtor,name,limit,limitCurrency,insurer,insuredLimit,insuredUntil,segment,salesperson,salesAdmin,collector';

/** "kind debtor amount reason owner" of every action, in order. */
async function lines(date = localTime(t.clock.now(), 'Europe/Paris').day): Promise<string[]> {
  const { core } = t;
  const { actions } = await agendaAt(core.store.read, date, core);
  return actions.map((a) => {
    const marks = [...(a.held ? ['held'] : []), ...(a.carried ? ['carried'] : [])];
    const owner = a.owner?.split('@')[0] ?? '–';
    const words = [a.kind, a.debtor.code, String(a.amount / 100n), reasonOf(a, 'fr'), owner, ...marks].join(' | ');
    return words.replace(/[\u202f\u00a0]/g, ' ');
  });
}

const contacts = async (): Promise<string[]> => (await lines()).filter((line) => /^(overdue|due-soon|promise|call-back)/.test(line));

const open = async (items: readonly string[], policy: Partial<Policy> = {}): Promise<void> => {
  t = await company({ items: [HEADER, ...items].join('\n'), policy });
};

describe('whom to contact', () => {
  it('is one action a debtor, at the highest step of its scenario, for its collector', async () => {
    t = await company();
    expect(await contacts()).toEqual([
      'overdue | C1 | 12700 | relance 4 : appel, dont 700,00 € à plus de 60 jours | nadia',
      'overdue | C2 | 3000 | relance 2 : e-mail | nadia',
    ]);
  });

  it('is told before the due day, by what falls due first', async () => {
    await open(['C1,Dupont SA,A,2026-10-21,2026-11-20,9000.00,,,invoice', 'C1,Dupont SA,B,2026-10-22,2026-11-21,9000.00,,,invoice']);
    expect(await contacts()).toEqual(['due-soon | C1 | 9000 | échéance dans 2 jours : e-mail | nadia']);
  });

  it('leaves out what is promised, and goes on with the rest', async () => {
    t = await company();
    const [debtor] = (await debtorsIn(t.core.store.read).search('dupont', 1)).debtors;
    const promise = async (amount: string): Promise<void> => {
      const answers = { amount, due: '2026-11-27', who: '', channel: 'call', more: '', note: '' };
      await t.desk.as('nadia@acme.example').submit({ kind: 'promise.make', debtor: debtor?.id ?? 0 }, answers);
    };
    await promise('700');
    // The oldest part is promised: what is left is eighteen days late.
    expect(await contacts()).toContain('overdue | C1 | 12000 | relance 3 : e-mail | nadia');
    await promise('12 000');
    expect((await contacts()).filter((line) => line.includes('C1'))).toEqual([]);
  });

  it('leaves out what is disputed, and goes on with the rest', async () => {
    t = await company();
    const sofia = t.desk.as('sofia@acme.example');
    await sofia.submit({ kind: 'dispute.open' }, { refs: 'FA-1024', amount: '4000', reason: 'PRICE', said: 'prix' });
    expect(await contacts()).toContain('overdue | C1 | 8700 | relance 4 : appel, dont 700,00 € à plus de 60 jours | nadia');
    await sofia.submit({ kind: 'dispute.open' }, { refs: 'FA-0900', amount: '', reason: 'PRICE', said: 'prix' });
    expect(await contacts()).toContain('overdue | C1 | 8000 | relance 3 : e-mail | nadia');
    expect((await lines()).filter((line) => line.startsWith('dispute |'))).toHaveLength(2);
  });

  it('waits for an up-to-date ledger, and says so', async () => {
    t = await company();
    t.clock.turn('2026-11-23T08:00:00+01:00');
    expect((await contacts()).every((line) => line.endsWith('| held'))).toBe(true);
    await t.desk.settle();
    const card = said([
      { type: 'private', card: t.desk.posted('morning:2026-11-23') ?? { blocks: [], fallback: '', amounts: false, locale: 'fr' } },
    ]);
    expect(card).toContain('2 relances attendent un grand livre à jour : rien ne part avant.');
    expect(card).toContain('Rien à faire aujourd’hui.');
    expect(said(await t.desk.as('nadia@acme.example').command('agenda'))).toContain('2 relances attendent');
  });

  it('goes to the backup while the collector is away, and to the credit manager when nobody is named', async () => {
    t = await company({ policy: { absences: [{ email: 'nadia@acme.example', from: 0, to: undefined }] } });
    expect((await contacts()).map((line) => line.split(' | ')[4])).toEqual(['claire', 'claire']);
  });

  it('is held back by granted days, which are the due day afterwards', async () => {
    await open(['C1,Dupont SA,A,2026-09-01,2026-10-01,9000.00,,,invoice']);
    const [debtor] = (await debtorsIn(t.core.store.read).search('dupont', 1)).debtors;
    const { items } = await ledgerIn(t.core.store.read).openItems(debtor?.id ?? 0, 20_775, 1);
    const today = localTime(t.clock.now(), 'Europe/Paris').day;
    expect(await contacts()).toHaveLength(1);
    const use = {
      debtorId: debtor?.id ?? 0,
      at: t.clock.now(),
      day: today,
      actor: 'nadia@acme.example',
      holder: 'collector',
      onBehalfOf: null,
      power: 'days' as const,
      quantity: 5,
      minor: 0n,
      percent: null,
      currency: 'EUR',
      items: items.map(({ id, ref, open: minor, dueDay }) => ({ id, ref, minor, dueDay })),
      untilDay: today + 5,
      why: 'accord',
      status: 'granted' as const,
      motionId: null,
      expectedDay: null,
      creditItemId: null,
      closedDay: null,
      closedBy: null,
    };
    await t.core.store.transact((tx) => mandatesIn(tx).add(use, 'test:days'));
    expect(await contacts()).toEqual([]);
    // Granted until Monday the 23rd: three days later it is three days late.
    t.clock.turn('2026-11-26T08:00:00+01:00');
    await t.import('items.csv', [HEADER, 'C1,Dupont SA,A,2026-09-01,2026-10-01,9000.00,,,invoice'].join('\n'), { source: 'erp' });
    expect((await contacts())[0]).toContain('relance 2 : appel');
  });
});

describe('a broken promise', () => {
  it('calls on the next business day, one step up, before everything else', async () => {
    t = await company();
    const [debtor] = (await debtorsIn(t.core.store.read).search('dupont', 1)).debtors;
    const answers = { amount: '12 700', due: '2026-11-20', who: 'M. Petit', channel: 'call', more: '', note: '' };
    await t.desk.as('nadia@acme.example').submit({ kind: 'promise.make', debtor: debtor?.id ?? 0 }, answers);
    t.clock.turn('2026-11-25T07:00:00+01:00');
    expect((await contacts()).find((line) => line.includes('C1'))).toBe(
      'promise-check | C1 | 12700 | promesse du ven. 20 nov. : règlement à vérifier en banque | nadia',
    );
    const same = [
      'C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,,,invoice',
      'C1,Dupont SA,FA-0900,2026-05-04,2026-06-03,700.00,,,invoice',
    ];
    await t.import('items.csv', [HEADER, ...same].join('\n'), { source: 'erp' });
    expect((await contacts())[0]).toBe('promise-broken | C1 | 12700 | promesse non tenue (ven. 20 nov.) : appel | nadia');
  });
});

describe('what accounts call for besides', () => {
  it('are the insurer’s deadlines, which come before a day off, each until it is done', async () => {
    const item = (late: string) => `C1,Dupont SA,A,2026-07-01,${late},9000.00,,,invoice`;
    const insurer = async (due: string): Promise<string[]> => {
      await t?.close();
      await open([item(due)]);
      await t.import('debtors.csv', `${DEBTOR_HEADER}\nC1,Dupont SA,,,Atradius,10000.00,,,,,`);
      return (await lines()).filter((line) => line.startsWith('insurer'));
    };
    expect(await insurer('2026-10-20')).toEqual([]);
    expect((await insurer('2026-10-19'))[0]).toContain('30 j de retard, sinistre à surveiller | claire');
    expect(await insurer('2026-10-05')).toEqual(['insurer | C1 | 9000 | assureur : 44 j de retard, sinistre à surveiller | claire']);
    expect(await insurer('2026-10-04')).toEqual(['insurer | C1 | 9000 | assureur : déclarer l’impayé (45 j de retard) | claire']);
    expect((await insurer('2026-09-19')).map((line) => line.split(' | ')[3])).toEqual([
      'assureur : déclarer l’impayé (60 j de retard)',
      'assureur : ne plus livrer (60 j de retard)',
    ]);
  });

  it('are limits: passed, nearly reached, and cover that ends', async () => {
    const of = async (limit: string): Promise<string[]> => {
      await t.import('debtors.csv', `${DEBTOR_HEADER}\nC1,Dupont SA,${limit},EUR,Atradius,5000.00,2026-12-18,,,,`);
      return (await lines()).filter((line) => /^(limit|cover)/.test(line)).map((line) => line.split(' | ').slice(0, 4).join(' | '));
    };
    t = await company();
    expect(await of('17700.00')).toEqual([
      'cover-ending | C1 | 5000 | garantie de l’assureur jusqu’au ven. 18 déc.',
      'limit-share | C1 | 17700 | limite utilisée à 100 %',
    ]);
    expect(await of('19666.67')).toEqual(['cover-ending | C1 | 5000 | garantie de l’assureur jusqu’au ven. 18 déc.']);
    expect(await of('17600.00')).toContain('limit | C1 | 100 | limite dépassée de 100,00 €');
  });

  it('are suspect balances: a credit balance, cash to allocate, a small old rest that is not chased', async () => {
    await open([
      'C1,Dupont SA,A,2026-06-01,2026-07-01,19.99,,,invoice',
      'C2,Durand SARL,B,2026-11-02,2026-12-02,100.00,,,invoice',
      'C2,Durand SARL,AV,2026-11-03,2026-11-03,-30.00,,,credit-note',
      'C3,Morel,AV2,2026-11-03,2026-11-03,-50.00,,,credit-note',
    ]);
    const words = (await lines()).map((line) => line.split(' | ').slice(0, 4).join(' | '));
    expect(words.sort()).toEqual([
      'credit | C2 | -30 | règlement ou avoir à imputer',
      'credit | C3 | -50 | solde créditeur à vérifier',
      'residue | C1 | 19 | petit reste, 140 j de retard : à solder',
    ]);
  });

  it('are the claims on customers in insolvency proceedings, who are not chased', async () => {
    t = await company();
    await t.import('debtors.csv', `${DEBTOR_HEADER}\nC1,Dupont SA,,,,,,insolvency,,,`);
    const mine = (await lines()).filter((line) => line.includes('| C1 |')).map((line) => line.split(' | ').slice(0, 4).join(' | '));
    expect(mine).toEqual([
      'declaration | C1 | 17700 | procédure collective : déclarer la créance dans les deux mois de la publication au BODACC',
    ]);
  });

  it('are claims that will be lost: half a year before their fifth year ends', async () => {
    const of = async (due: string): Promise<string[]> => {
      await t?.close();
      await open([`C1,Dupont SA,A,2021-01-01,${due},9000.00,,,invoice`]);
      return (await lines()).filter((line) => line.startsWith('limitation')).map((line) => line.split(' | ')[3] ?? '');
    };
    // 180 days after 18 November 2026 is 17 May 2027.
    expect(await of('2022-05-18')).toEqual([]);
    expect(await of('2022-05-17')).toEqual(['prescription le 17 mai 2027 (A) : agir en justice ou obtenir une reconnaissance de dette']);
  });

  it('are of what lapses alone, of nothing that a credit covers, and against a consumer after two years', async () => {
    const old = 'C1,Dupont SA,A,2021-01-01,2022-01-10,9000.00,,,invoice';
    await open([old, 'C1,Dupont SA,B,2021-01-01,2022-02-10,50.00,,,invoice', 'C1,Dupont SA,C,2026-10-01,2026-11-01,700.00,,,invoice']);
    const limitations = async () =>
      (await lines()).filter((line) => line.startsWith('limitation')).map((line) => line.split(' | ').slice(1, 4).join(' | '));
    expect(await limitations()).toEqual([
      'C1 | 9050 | prescription le 10 janv. 2027 (A, B) : agir en justice ou obtenir une reconnaissance de dette',
    ]);
    await t.close();
    await open([old, 'C1,Dupont SA,P,2022-01-05,2022-01-05,-9000.00,,,payment', 'C1,Dupont SA,B,2026-10-01,2026-11-01,700.00,,,invoice']);
    expect(await limitations()).toEqual([]);
    expect((await lines()).filter((line) => line.startsWith('overdue')).map((line) => line.split(' | ')[2])).toEqual(['700']);
    await t.close();
    await open(['C1,Dupont SA,A,2024-12-01,2025-01-10,9000.00,,,invoice']);
    expect(await limitations()).toEqual([]);
    await t.import('debtors.csv', `${DEBTOR_HEADER}\nC1,Dupont SA,,,,,,consumer,,,`);
    expect(await limitations()).toEqual([
      'C1 | 9000 | prescription le 10 janv. 2027 (A) : agir en justice ou obtenir une reconnaissance de dette',
    ]);
  });
});

describe('a day that is too short', () => {
  it('carries the rest over, says since when, and everything surfaces', async () => {
    const policy = { agenda: { ...DEFAULT_POLICY.agenda, capacity: 1 } };
    const items = ['C1,Dupont SA,A,2026-10-01,2026-11-02,9000.00,,,invoice', 'C2,Durand SARL,B,2026-10-05,2026-11-04,8000.00,,,invoice'];
    await open(items, policy);
    t.clock.turn(MORNING.replace('09:12', '08:00'));
    await t.desk.settle();
    expect((await contacts()).map((line) => line.endsWith('carried'))).toEqual([false, true]);
    expect(
      said([{ type: 'private', card: t.desk.posted('morning:2026-11-18') ?? { blocks: [], fallback: '', amounts: false, locale: 'fr' } }]),
    ).toContain('1 action reportée, au-delà de la journée de chacun');
    t.clock.turn('2026-11-20T08:00:00+01:00');
    await t.import('items.csv', [HEADER, ...items].join('\n'), { source: 'erp', complete: true });
    const list = said(await t.desk.as('nadia@acme.example').command('agenda'));
    expect(list).toContain('1 action pour vous aujourd’hui');
    expect(list).toContain('depuis 2 j · reportée');
    expect(list).toContain('1 autre action est reportée à demain, la plus ancienne depuis 2 j');
  });
});
