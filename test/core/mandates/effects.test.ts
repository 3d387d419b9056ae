/** What a granted power sets in motion, and how it ends. Wednesday 18 November 2026; 12,700.00 is overdue on C1. */
import { afterEach, describe, expect, it } from 'vitest';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { isoDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { waivedOf } from '../../../src/core/mandates/use.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { said } from '../../support/desk.ts';
import { ITEMS } from '../disputes/support.ts';
import { type Office, office } from './support.ts';

let o: Office;
afterEach(() => o?.close());

const NADIA = 'nadia@acme.example';
const MARC = 'marc@acme.example';
const CLAIRE = 'claire@acme.example';
const grant = async (text: string, who = NADIA): Promise<string> => said(await o.desk.as(who).command('grant', text));
const card = async (): Promise<string> => said(await o.desk.as(NADIA).command('debiteur', 'dupont'));
const bring = (more: readonly string[], without: readonly string[] = []) =>
  o.import('items.csv', [...ITEMS.split('\n').filter((line) => !without.some((ref) => line.includes(ref))), ...more].join('\n'), {
    source: 'erp',
    complete: true,
    confirm: true,
  });

describe('a plan of instalments', () => {
  it('is a promise with equal parts that ties out, which holds reminders back as long as it is kept', async () => {
    o = await office();
    expect(await grant('dupont en 3 fois')).toMatch(
      /paiement en 3 échéances, jusqu’au 16 févr. 2027.*Échéances : 4.233 € au ven. 18 déc., 4.233 € au 18 janv. 2027, 4.233 € au 16 févr. 2027/s,
    );
    const [plan] = await promisesIn(o.core.store.read).find({});
    expect(plan?.lines.map((line) => [isoDay(line.dueDay), line.minor])).toEqual([
      ['2026-12-18', 4_233_33n],
      ['2027-01-18', 4_233_33n],
      ['2027-02-16', 4_233_34n],
    ]);
    expect(await mandatesIn(o.core.store.read).heldUntil((await o.uses())[0]?.day ?? 0)).toEqual([]);
    expect((await historyIn(o.core.store.read).find({ kinds: ['promise'] })).length).toBe(1);
  });

  it('is not granted twice over what is owed', async () => {
    o = await office();
    await grant('dupont en 2 fois FA-1024');
    await grant('dupont 5000 2026-12-04'.replace('dupont', 'dupont remise'));
    const again = await grant('durand en 2 fois');
    expect(again).toContain('Accordé');
    expect((await promisesIn(o.core.store.read).find({})).map((p) => p.lines.reduce((sum, l) => sum + l.minor, 0n))).toEqual([
      12_000_00n,
      3_000_00n,
    ]);
  });
});

describe('a rebate', () => {
  it('waits for its credit note, is chased, and ends when an import shows it', async () => {
    o = await office();
    expect(await grant('dupont remise 240 FA-1024')).toContain('Accordé');
    const [use] = await o.uses();
    expect(use?.expectedDay && isoDay(use.expectedDay)).toBe('2026-12-02');
    expect(await card()).toContain('Accordé : remise de 240,00 € ; avoir attendu avant mer. 2 déc.');
    o.clock.turn('2026-11-25T10:00:00+01:00');
    await bring(['C1,Dupont SA,AV-7,2026-11-24,2026-11-24,-239.00,credit-note']);
    expect((await o.uses())[0]?.status).toBe('granted');
    await bring([
      'C1,Dupont SA,AV-7,2026-11-24,2026-11-24,-239.00,credit-note',
      'C1,Dupont SA,AV-8,2026-11-24,2026-11-24,-240.00,credit-note',
    ]);
    const [closed] = await o.uses();
    expect(closed).toMatchObject({ status: 'closed', closedBy: 'system:import' });
    expect(closed?.creditItemId).not.toBeNull();
    await o.desk.settle();
    expect(o.told(CLAIRE).at(-1)).toContain('L’avoir attendu pour Dupont SA est au grand livre (AV-8).');
    expect(await card()).not.toContain('avoir attendu avant');
  });

  it('and a dispute never claim the same credit note', async () => {
    o = await office();
    await grant('dupont remise 240 FA-1024');
    await o.desk.as(MARC).command('litige', 'FA-1024 240 prix');
    const { read } = o.core.store;
    const item = (await disputesIn(read).itemsByRef(['FA1024'], 20_775))[0]?.id ?? 0;
    await o.desk.as(MARC).submit({ kind: 'dispute.open', items: String(item) }, { amount: '240', reason: 'PRICE', said: 'remise oubliée' });
    await o.desk.as(CLAIRE).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome: 'founded', text: 'oui' });
    o.clock.turn('2026-11-25T10:00:00+01:00');
    await bring(['C1,Dupont SA,AV-8,2026-11-24,2026-11-24,-240.00,credit-note']);
    expect((await disputesIn(read).byId(1))?.status).toBe('closed');
    expect((await o.uses())[0]?.status).toBe('granted');
    await bring([
      'C1,Dupont SA,AV-8,2026-11-24,2026-11-24,-240.00,credit-note',
      'C1,Dupont SA,AV-9,2026-11-24,2026-11-24,-240.00,credit-note',
    ]);
    expect((await o.uses())[0]?.status).toBe('closed');
  });

  it('ends by the word of the account’s people, and of nobody else', async () => {
    o = await office();
    await grant('dupont remise 240');
    expect(said(await o.desk.as('yann@acme.example').press({ kind: 'mandate.credited', use: 1 }))).toContain('demandez-leur');
    expect(said(await o.desk.as(MARC).press({ kind: 'mandate.credited', use: 1 }))).toContain('Noté');
    expect(said(await o.desk.as(MARC).press({ kind: 'mandate.credited', use: 1 }))).toContain('n’attend plus d’avoir');
  });

  it('has nothing left to take off once its invoices are settled', async () => {
    o = await office();
    await grant('dupont remise 10 FA-0900');
    o.clock.turn('2026-11-25T10:00:00+01:00');
    await bring([], ['FA-0900']);
    expect((await o.uses())[0]).toMatchObject({ status: 'closed', creditItemId: null });
  });
});

describe('a delivery stop', () => {
  it('stands on the debtor’s card until it is lifted, once', async () => {
    o = await office();
    expect(await grant('dupont stop deliveries trois relances')).toContain('Accordé à Dupont SA : arrêt des livraisons');
    expect(await card()).toContain('⛔ Livraisons arrêtées depuis mer. 18 nov. (Nadia Benali) : trois relances');
    const more = await o.desk
      .as(MARC)
      .press({ kind: 'debtor.more', debtor: (await debtorsIn(o.core.store.read).search('dupont', 1)).debtors[0]?.id ?? 0 });
    expect(said(more)).toContain('[Lever l’arrêt des livraisons]');
    expect(await grant('dupont arrêt livraisons', CLAIRE)).toContain('déjà arrêtées depuis mer. 18 nov. (Nadia Benali)');
    expect(said(await o.desk.as(MARC).press({ kind: 'mandate.lift', use: 1 }))).toContain('demandez au credit manager');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => o.desk.as(CLAIRE).press({ kind: 'mandate.lift', use: 1 })));
    expect(answers.map(said).filter((words) => words.includes('est levé')).length).toBe(1);
    expect(await card()).not.toContain('⛔');
    await o.desk.settle();
    expect(o.told(NADIA).at(-1)).toContain('Claire Credit lève l’arrêt des livraisons de Dupont SA.');
    expect((await o.core.store.read.audit.about('mandate:1', 9)).map((row) => row.action).sort()).toEqual([
      'mandate.lifted',
      'mandate.used',
    ]);
  });
});

describe('waived interest', () => {
  it('is known to whoever writes a letter', async () => {
    o = await office();
    await grant('dupont waive 120');
    await grant('dupont abandon intérêts 30,50');
    expect(waivedOf(await o.uses(), 20_800, [{ id: -1, ref: 'FA-1024' }]).get('EUR')).toBe(150_50n);
    expect(waivedOf(await o.uses(), 20_800, [{ id: -1, ref: 'FA-1025' }]).size).toBe(0);
    expect(await grant('dupont waive 50')).toContain('dont abandon de 150,50 € d’intérêts et de frais déjà accordés');
  });
});

describe('one’s own list', () => {
  it('shows powers, latest grants with what was paid since, and whom one stands in for', async () => {
    o = await office();
    await grant('dupont 15 jours FA-1024 FA-0900');
    o.clock.turn('2026-11-25T10:00:00+01:00');
    await bring([], ['FA-0900']);
    const list = said(await o.desk.as(NADIA).command('mandat'));
    expect(list).toContain('délai | 15 jours | –');
    expect(list).toContain('remise | 500,00 € et 2 % de ce qui est dû | –');
    expect(list).toContain('payé 700,00 € sur 12 700 €, court jusqu’au jeu. 3 déc.');
    expect(said(await o.desk.as('yann@acme.example').command('mandat'))).toContain('Aucun pouvoir ne vous est délégué');
  });

  it('takes a proposal for another cap from holders alone', async () => {
    o = await office();
    expect(said(await o.desk.as(NADIA).command('mandate', 'propose délai 30 jours en décembre'))).toContain(
      'Noté : votre proposition (délai)',
    );
    expect(said(await o.desk.as(NADIA).command('mandat', 'propose plus de souplesse'))).toContain('Dites quel pouvoir');
    expect(said(await o.desk.as('yann@acme.example').command('mandat', 'propose remise 100'))).toContain('Seuls les titulaires');
    expect(await mandatesIn(o.core.store.read).wishes(0, 99_999)).toMatchObject([
      { power: 'days', text: 'délai 30 jours en décembre', actor: NADIA },
    ]);
  });
});
