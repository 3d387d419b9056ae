import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { isoDay } from '../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { formOf, said, wordsOf } from '../../support/desk.ts';
import { type Company, company, ITEMS } from './support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
});
afterEach(() => t.close());

const NADIA = 'nadia@acme.example';
const MARC = 'marc@acme.example';
const SOFIA = 'sofia@acme.example';

async function open(text = 'FA-1024 4300 quantité Il manque deux palettes', change: Record<string, string> = {}): Promise<string> {
  const form = formOf(await t.desk.as(NADIA).command('litige', text));
  const initial = (id: string): string => {
    const field = form.fields.find((f) => f.id === id);
    const value = field && 'initial' in field ? field.initial : undefined;
    return value === undefined ? '' : typeof value === 'string' ? value : value.join('\n');
  };
  const answers = Object.fromEntries(form.fields.map((f) => [f.id, initial(f.id)]));
  return said(await t.desk.as(NADIA).submit(form.intent, { ...answers, ...change }));
}
const dispute = async (id = 1) => {
  const found = await disputesIn(t.core.store.read).byId(id);
  if (!found) throw new Error(`no dispute ${id}`);
  return found;
};
const owner = async (id = 1) => {
  const { ownerId } = await dispute(id);
  return (await t.core.store.read.people.all()).find((p) => p.id === ownerId)?.email;
};
const kinds = async (id = 1) => (await disputesIn(t.core.store.read).steps(id)).map((s) => s.kind);

describe('opening', () => {
  it('fills the form from the words, sends the case to the account’s own person and says why', async () => {
    expect(await open()).toContain('Litige 1 ouvert, chez Marc Lemoine');
    await t.desk.settle();
    const words = wordsOf(t.desk.posted('dispute:1'));
    expect(words).toContain('Litige 1 · Dupont SA · FA-1024');
    expect(words).toContain('4 300 € contestés sur 12 000 € · Quantité');
    expect(words).toContain('« Il manque deux palettes » (Nadia Benali)');
    expect(words).toContain('→ Marc Lemoine, parce que : quantité → ADV du compte');
    expect(words).toContain('Prévenu aussi : Sofia Romano');
    expect(words).toContain('Prise en charge avant jeu. 19 nov. 09:12');
    expect(words).toContain('réponse attendue lun. 30 nov.');
    const toMarc = t.platform.posts.find((p) => p.to.kind === 'person' && p.to.identity.userId === MARC);
    expect(wordsOf(toMarc?.card)).toContain('[Je prends] [Demander une précision] [Passer à…] [Régler]');
    const toSofia = t.platform.posts.find((p) => p.to.kind === 'person' && p.to.identity.userId === SOFIA);
    expect(wordsOf(toSofia?.card)).toContain('Marc Lemoine s’en occupe');
    const audit = await t.core.store.read.audit.about('dispute:1', 10);
    expect(audit.map((a) => [a.action, a.actor])).toEqual([['dispute.opened', NADIA]]);
  });

  it('shows the first case to whoever opens the same one again, and takes another reason on what is left', async () => {
    await open();
    expect(await open('FA-1024 100 quantité encore')).toContain('c’est le litige 1, chez Marc Lemoine');
    expect(await open('FA-1024 8000 prix trop cher')).toContain('dépasse');
    expect(await open('FA-1024 7700 prix trop cher')).toContain('Litige 2 ouvert, chez Sofia Romano');
    expect(await open('FA-1024 1 autre encore')).toContain('déjà en litige');
  });

  it('refuses with a sentence: unknown (nearest offered), settled, zero, too large, without a reason or words', async () => {
    const ask = async (text: string): Promise<string> => said(await t.desk.as(NADIA).command('dispute', text));
    expect(await ask('FA-1204')).toMatch(/FA-1204 n’est pas au grand livre\. Vouliez-vous dire FA-10(24|25)/);
    expect(await ask('ZZZ')).toContain('ZZZ n’est pas au grand livre.');
    await t.import(
      'items.csv',
      ITEMS.split('\n')
        .filter((l) => !l.includes('FA-0900'))
        .join('\n'),
      { source: 'erp', complete: true, confirm: true },
    );
    expect(await ask('FA-0900')).toContain('FA-0900 est soldée');
    expect(await open('FA-1024', { amount: '0', reason: 'PRICE', said: 'x' })).toContain('supérieur à zéro');
    expect(await open('FA-1024', { amount: '12000.01', reason: 'PRICE', said: 'x' })).toContain('dépasse');
    expect(await open('FA-1024', { amount: '12000.00', reason: '', said: '' })).toContain('"reason"');
    expect(await disputesIn(t.core.store.read).find({})).toEqual([]);
  });

  it('opens one case on several invoices, each with its own amount', async () => {
    expect(await open('FA-1024 FA-1025', { amount: 'FA-1024 1000\nFA-1025 2 500,50', reason: 'PRICE', said: 'remise' })).toContain(
      'Litige 1 ouvert',
    );
    expect((await dispute()).lines.map((l) => [l.ref, l.minor])).toEqual([
      ['FA-1024', 100_000n],
      ['FA-1025', 250_050n],
    ]);
  });

  it('makes a message a dispute, the message its first exhibit', async () => {
    const message = { tenant: 'T1', channel: 'C9', id: '1700.1' };
    const text = 'Dupont conteste la facture FA-1025 : livraison incomplète';
    const form = formOf(await t.desk.as(NADIA).do({ type: 'shortcut', name: 'dispute', text, author: 'U7', message }));
    const initial = form.fields.flatMap((f) => ('initial' in f && typeof f.initial === 'string' ? [f.initial] : []));
    expect(initial).toEqual(['FA-1025', text]);
    await t.desk.as(NADIA).submit(form.intent, { refs: 'FA-1025', amount: '', reason: 'DELIVERY', said: text, exhibits: '' });
    const [opened] = await disputesIn(t.core.store.read).steps(1);
    expect(opened?.data.exhibits).toBe('slack:T1:C9:1700.1:U7');
  });

  it('is not for strangers, and its amounts are not for those who may not see', async () => {
    expect(said(await t.desk.as('eve@else.example').command('litige', 'FA-1024'))).toContain('Je ne vous connais pas encore');
  });
});

describe('working', () => {
  beforeEach(() => open());

  it('goes through its whole life: taken, passed on, settled, credited by the next import', async () => {
    expect(said(await t.desk.as(MARC).press({ kind: 'dispute.take', dispute: 1 }))).toContain('c’est à vous');
    await t.desk.as(MARC).submit({ kind: 'dispute.pass', dispute: 1 }, { to: 'role:quality', text: 'à vérifier' });
    expect(await owner()).toBe('yann@acme.example');
    await t.desk.as(MARC).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome: 'founded', founded: '', text: 'palettes perdues' });
    expect(await dispute()).toMatchObject({ status: 'expecting', outcome: 'founded', expectedMinor: 430_000n });
    await t.desk.settle();
    expect(wordsOf(t.desk.posted('dispute:1'))).toContain('Avoir ou refacturation de 4 300 € attendu avant');
    const credit = `${ITEMS}\nC1,Dupont SA,AV-7,2026-11-20,2026-11-20,-4300.00,credit-note`;
    t.clock.turn('2026-11-20T10:00:00+01:00');
    await t.import('items.csv', credit, { source: 'erp', complete: true });
    expect(await dispute()).toMatchObject({ status: 'closed', outcome: 'founded' });
    expect(await kinds()).toEqual(['opened', 'taken', 'passed', 'settled', 'credited']);
    expect((await ledgerIn(t.core.store.read).disputedOpen((await dispute()).closedDay ?? 0)).length).toBe(0);
    await t.desk.settle();
    expect(wordsOf(t.desk.posted('dispute:1'))).toContain('clos');
    const [card, ...rest] = t.platform.posts.filter((p) => p.key === 'dispute:1');
    expect([card?.card.subtitle, rest.length]).toEqual(['clos', 0]);
  });

  it('tells the second of two people who settle by whom, when and what', async () => {
    const settle = (who: string, outcome: string) =>
      t.desk.as(who).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome, founded: '', text: 'vu' });
    const [first, second] = (await Promise.all([settle(MARC, 'rejected'), settle('claire@acme.example', 'founded')])).map(said);
    expect(first).toContain('Litige 1 réglé : non fondé');
    expect(second).toContain('a déjà été réglé par Marc Lemoine mer. 18 nov. 09:12 : non fondé');
    expect(await dispute()).toMatchObject({ status: 'closed', outcome: 'rejected', settledBy: MARC });
    await t.desk.settle();
    const toNadia = t.platform.posts.filter((p) => p.to.kind === 'person' && p.to.identity.userId === NADIA).map((p) => wordsOf(p.card));
    expect(toNadia.join()).toContain('4 300 € redeviennent dus de suite');
  });

  it('is changed once by the same press delivered five times', async () => {
    for (let i = 0; i < 5; i++) {
      await t.desk.as(MARC).press({ kind: 'dispute.take', dispute: 1 }, 'same');
      await t.desk.as(MARC).submit({ kind: 'dispute.ask', dispute: 1 }, { text: 'Quel bon de livraison ?' }, 'same-ask');
      await t.desk.as(MARC).submit({ kind: 'dispute.wait', dispute: 1 }, { until: '2026-11-25', text: '' }, 'same-wait');
    }
    expect(await kinds()).toEqual(['opened', 'taken', 'asked', 'waiting']);
  });

  it('may not be settled by those whose role does not, while whoever opened it may withdraw it', async () => {
    const settle = (who: string, outcome: string) =>
      t.desk.as(who).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome, founded: '', text: 'vu' });
    expect(said(await settle('bruno@acme.example', 'withdrawn'))).toContain('Seuls le responsable');
    expect(said(await t.desk.as('bruno@acme.example').press({ kind: 'dispute.take', dispute: 1 }))).toContain('pas le vôtre');
    expect(said(await settle(NADIA, 'rejected'))).toContain('Seuls le responsable');
    expect(said(await settle(NADIA, 'withdrawn'))).toContain('retiré');
  });

  it('wants a reason in words, and a founded part inside of what is disputed', async () => {
    const settle = (answers: Record<string, string>) => t.desk.as(MARC).submit({ kind: 'dispute.settle', dispute: 1 }, answers);
    expect(said(await settle({ outcome: 'rejected', text: ' ' }))).toContain('form-errors');
    expect(said(await settle({ outcome: 'partly-founded', founded: '4300', text: 'x' }))).toContain('bornes exclues');
    await settle({ outcome: 'partly-founded', founded: '1 300', text: 'la moitié' });
    expect(await dispute()).toMatchObject({ status: 'expecting', expectedMinor: 130_000n });
    const held = await ledgerIn(t.core.store.read).disputedOpen((await dispute()).settledDay ?? 0);
    expect(held.map((h) => h.amount)).toEqual([130_000n]);
    // The card tells the whole of it, and the collector hears what is due again.
    await t.desk.settle();
    expect(wordsOf(t.desk.posted('dispute:1'))).toContain('4 300 € contestés, dont 1 300 € fondés · Quantité');
    const told = t.platform.posts.find((p) => /^dispute:1:settled:to:/.test(p.key));
    expect(wordsOf(told?.card)).toContain('3 000 € redeviennent dus de suite');
  });

  it('keeps every reply of its thread with its author; edits and deletions are marked beside it', async () => {
    await t.desk.settle();
    const root = t.platform.posts.find((p) => p.key === 'dispute:1');
    const thread = { tenant: 'T1', channel: 'C2', id: root?.id ?? '' };
    const message = { tenant: 'T1', channel: 'C2', id: '77' };
    const say = (text: string, change: 'new' | 'edited' | 'deleted', key: string) =>
      t.desk.as('yann@acme.example').do({ type: 'reply', text, message, change }, { thread, key });
    await say('Le lot 12 est en cause', 'new', 'k1');
    await say('Le lot 12 est en cause', 'new', 'k1');
    await say('Le lot 13 est en cause', 'edited', 'k2');
    await say('', 'deleted', 'k3');
    const steps = (await disputesIn(t.core.store.read).steps(1)).slice(1);
    expect(steps.map((s) => [s.kind, s.actor, s.text])).toEqual([
      ['reply', 'yann@acme.example', 'Le lot 12 est en cause'],
      ['reply-edited', 'yann@acme.example', 'Le lot 13 est en cause'],
      ['reply-deleted', 'yann@acme.example', ''],
    ]);
  });

  it('stops its clock while the customer is waited for, and goes on with what was left', async () => {
    t.clock.turn('2026-11-20T10:00:00+01:00');
    await t.desk.as(MARC).submit({ kind: 'dispute.wait', dispute: 1 }, { until: '2026-11-27', text: 'bon signé demandé' });
    expect(await dispute()).toMatchObject({ status: 'waiting', elapsed: 2, dueDay: undefined });
    t.clock.turn('2026-12-01T10:00:00+01:00');
    await t.desk.as(MARC).press({ kind: 'dispute.resume', dispute: 1 });
    expect(isoDay((await dispute()).dueDay ?? 0)).toBe('2026-12-09');
  });
});

describe('the ledger', () => {
  beforeEach(() => open());
  const import_ = (lines: readonly string[]) => t.import('items.csv', lines.join('\n'), { source: 'erp', complete: true, confirm: true });
  const lines = ITEMS.split('\n');

  it('closes the dispute of an invoice that is paid, or gone from a complete list', async () => {
    await import_(lines.filter((line) => !line.includes('FA-1024')));
    expect(await dispute()).toMatchObject({ status: 'closed', outcome: 'paid', settledBy: 'system:import' });
  });

  it('makes the dispute smaller when less is open than was disputed', async () => {
    const header = `${lines[0]},openAmount`;
    await import_([header, 'C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,invoice,4300.01', ...lines.slice(2).map((l) => `${l},`)]);
    expect((await dispute()).lines.map((l) => l.minor)).toEqual([430_000n]);
    await import_([header, 'C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,invoice,1000', ...lines.slice(2).map((l) => `${l},`)]);
    const held = (await dispute()).lines.filter((l) => l.untilDay > 1_000_000);
    expect(held.map((l) => l.minor)).toEqual([100_000n]);
    expect(await kinds()).toEqual(['opened', 'reduced']);
  });

  it('leaves only the disputed part out of the agenda; the rest stays due', async () => {
    const { agendaOf } = await import('../../../src/core/agenda/agenda.ts');
    const actions = await agendaOf(t.core.store.read, (await dispute()).openedDay, t.core);
    const dupont = actions.filter((a) => a.debtor.code === 'C1').map((a) => [a.kind, a.amount, a.owner]);
    expect(dupont).toContainEqual(['overdue', 840_000n, NADIA]);
    expect(dupont).toContainEqual(['dispute', 430_000n, MARC]);
  });

  it('opens the disputes that a file’s column marks: once per item, routed, in one card when they are many', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, i) => `C2,Durand SARL,FC-${i},2026-10-0${i + 1},2026-11-04,100.00,invoice,${i % 2 ? 'prix' : 'yes'}`,
    );
    const file = [`${lines[0]},dispute`, ...rows].join('\n');
    await t.import('marks.csv', file, { source: 'marks' });
    await t.import('marks.csv', `${file}\n`, { source: 'marks' });
    const cases = (await disputesIn(t.core.store.read).find({})).filter((d) => d.origin === 'file');
    expect(cases).toHaveLength(8);
    expect(new Set(cases.map((d) => d.reason))).toEqual(new Set(['PRICE', 'OTHER']));
    await t.desk.settle();
    expect(t.platform.posts.filter((p) => /^dispute:\d+$/.test(p.key)).map((p) => p.key)).toEqual(['dispute:1']);
    expect(t.platform.posts.filter((p) => p.card.title?.startsWith('8 litiges ouverts par marks.csv'))).toHaveLength(1);
    const held = await ledgerIn(t.core.store.read).disputedOpen(cases[0]?.openedDay ?? 0);
    expect(held.filter((h) => h.ref === 'FC-0').map((h) => isoDay(h.since))).toEqual(['2026-10-01']);
    await t.desk.as('claire@acme.example').press({ kind: 'dispute.take', dispute: cases[0]?.id ?? 0 });
    await t.desk.settle();
    expect(t.desk.posted(`dispute:${cases[0]?.id}`)?.subtitle).toBe('pris en charge');
  });
});

describe('figures', () => {
  it('say what is open, its share, how long it took and how much was on time', async () => {
    const { disputeFigures } = await import('../../../src/core/disputes/figures/figures.ts');
    await open();
    t.clock.turn('2026-11-18T12:12:00+01:00');
    await t.desk.as(MARC).press({ kind: 'dispute.take', dispute: 1 });
    t.clock.turn('2026-11-25T12:00:00+01:00');
    await t.desk.as(MARC).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome: 'rejected', founded: '', text: 'bon signé' });
    await open('FA-1025 1000 prix trop cher');
    const figures = await disputeFigures(t.core.store.read, (await dispute(2)).openedDay, 12);
    expect(figures).toMatchObject({ hoursToAcknowledge: '3.0', daysToSettle: '5.0', settled: 1, onTime: 1, onTimeRate: '1.0000' });
    expect(figures.currencies[0]).toMatchObject({ open: { count: 1, amount: 100_000n }, disputed: 100_000n, share: '0.0483' });
    expect(figures.currencies[0]?.byMonth).toHaveLength(12);
    expect(figures.currencies[0]?.byReason.map((r) => [r.key, r.open, r.settled])).toEqual([
      ['PRICE', 1, 0],
      ['QUANTITY', 0, 1],
    ]);
  });
});
