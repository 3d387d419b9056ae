/** What the dossier knows of promises, of an outside score and of written reminders, and what of it is news to the voters. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeWords } from '../../../../src/core/committee/motion/dossier.card.ts';
import { changesBetween, type Dossier } from '../../../../src/core/committee/motion/dossier.ts';
import type { LitigationProposal } from '../../../../src/core/committee/motion/proposal.ts';
import { historyIn } from '../../../../src/core/debtors/trace-ports.ts';
import { parseDay } from '../../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../../src/core/ledger/ports.ts';
import { promisesIn } from '../../../../src/core/promises/ports.ts';
import { openRoom, type Room, wordsOf } from '../room.ts';

const DAY = parseDay('2026-11-23') ?? 0;
let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

async function promised(outcomes: readonly { readonly status: 'kept' | 'broken'; readonly day: number }[]): Promise<void> {
  await room.core.store.transact(async (tx) => {
    const debtorId = (await room.limit()).debtorId;
    await promisesIn(tx).add({
      ...{ debtorId, currency: 'EUR', madeAt: room.clock.now(), madeDay: DAY - 300, cashBefore: 0n, who: 'M. Petit', channel: 'call' },
      ...{ note: '', takenBy: 'nadia@acme.example', collector: undefined },
      lines: outcomes.map((_, i) => ({ minor: 1_000_00n, dueDay: DAY - 200 + i })),
    });
    const [promise] = await promisesIn(tx).find({ debtorIds: [debtorId] });
    for (const [i, line] of (promise?.lines ?? []).entries()) {
      const outcome = outcomes[i];
      if (outcome) await promisesIn(tx).move(line, { status: outcome.status, judgedDay: outcome.day, received: 0n });
    }
  });
}

describe('the dossier', () => {
  it('counts the promises of twelve months, kept and broken, and says so on the card', async () => {
    await promised([
      { status: 'broken', day: DAY - 370 },
      { status: 'kept', day: DAY - 20 },
      { status: 'broken', day: DAY - 10 },
      { status: 'broken', day: DAY - 3 },
    ]);
    await room.import(
      'debtors.csv',
      'debtor,name,limit,limitCurrency,externalScore,externalScoreDay\nC1,Dupont SA,40000.00,EUR,58,2026-10-01',
    );
    const { motion } = await room.propose('anne', await room.limit());
    await room.tend();
    expect((await room.file(motion.id)).facts[0]?.dossier).toMatchObject({ promises: { kept: 1, broken: 2, lastBroken: DAY - 3 } });
    const dossier = room.platform.posts.find((p) => p.key.endsWith(':dossier'))?.card;
    const words = dossier ? wordsOf(dossier) : '';
    expect(words).toContain('Promesses (12 mois) 1 tenue · 2 non tenues, la dernière ven. 20 nov.');
    expect(words).toContain('Note externe 58 sur 100 (jeu. 1er oct.)');
    // 14.5 of 25 outside, 35,000 of 40,000 used, nothing insured, three months a customer, nothing disputed: 28.5 of the 70 points known.
    expect(words).toContain(
      'Score 40,7 (C) · habitudes de paiement – · note externe 14,5 · usage de la limite 3,8 · part assurée 0 · ancienneté 0,2 · litiges 10',
    );
    expect(room.said('CVOTE')[0]).toContain('2 promesses non tenues');
  });

  it('a promise found broken and another score are news; what an older dossier did not follow is none', () => {
    const before = { promises: { kept: 0, broken: 1, lastBroken: DAY }, externalScore: { score: 58, day: null } } as Dossier;
    const change = (after: Partial<Dossier>, from: Dossier = before) =>
      changesBetween({ ...from, ...AMOUNTS }, { ...from, ...AMOUNTS, ...after }, 500).map((c) => changeWords(c, 'EUR', DAY, 'fr'));
    const AMOUNTS = { exposure: 1n, overdue: 1n, disputed: 0n, limit: null, insured: null, insuredUntil: null };
    expect(change({})).toEqual([]);
    expect(change({ promises: { kept: 0, broken: 2, lastBroken: DAY } })).toEqual(['promesses non tenues de 1 à 2']);
    expect(change({ externalScore: { score: 40, day: DAY } })).toEqual(['note externe de 58 à 40']);
    expect(change({ externalScore: null })).toEqual(['note externe de 58 à aucun']);
    expect(change({ promises: { kept: 0, broken: 3, lastBroken: DAY }, externalScore: { score: 1, day: null } }, {} as Dossier)).toEqual(
      [],
    );
  });
});

describe('a written reminder', () => {
  const litigation = async (): Promise<LitigationProposal> => {
    const { debtorId } = await room.limit();
    const { items } = await ledgerIn(room.core.store.read).openItems(debtorId, DAY, 100);
    const sent = items.filter((i) => i.open > 0n && i.dueDay < DAY).map(({ id, ref, open, dueDay }) => ({ id, ref, open, dueDay }));
    const amount = sent.reduce((sum, i) => sum + i.open, 0n);
    const common = { currency: 'EUR', amount, why: 'sans réponse', conditions: '', cost: 35_00n, reminded: null };
    return { kind: 'litigation', debtorId, items: sent, route: 'injunction', ...common };
  };
  const write = (kind: 'email' | 'call', day: number, data = {}) =>
    room.core.store.transact(async (tx) =>
      historyIn(tx).add({ debtorId: (await room.limit()).debtorId, at: 0, day, actor: 'nadia@acme.example', kind, text: 'Relance', data }),
    );

  it('is found in the history; a call, an e-mail of the debtor’s or one from before the due date is none', async () => {
    const proposal = await litigation();
    const due = Math.min(...proposal.items.map((i) => i.dueDay));
    await write('call', DAY - 2);
    await write('email', DAY - 1, { direction: 'in' });
    await write('email', due - 1);
    expect((await room.propose('anne', proposal)).motion.warnings).toContain('noReminder');
  });

  it('is taken from the history with its day', async () => {
    await write('email', DAY - 9);
    await write('email', DAY - 4);
    const { motion } = await room.propose('anne', await litigation());
    expect(motion.warnings).not.toContain('noReminder');
    expect(motion.proposal).toMatchObject({ reminded: DAY - 4 });
  });
});
