/** A vote from the question to the decision and what follows from it, on a real store with a turned clock. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeByChair, extendByChair } from '../../../../src/core/committee/vote/chair-motion.ts';
import { inLitigation } from '../../../../src/core/debtors/standing.ts';
import { viewDebtor } from '../../../../src/core/debtors/view-debtor.ts';
import { parseDay } from '../../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../../src/core/ledger/ports.ts';
import { answered, DEBTORS, LEDGER, openRoom, policyOf, type Room, RULES } from '../room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

describe('a vote on a limit', () => {
  it('is posted with its dossier in the thread and a ballot to everyone who may vote, the salesperson and the proposer left out', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.tend();
    const [card, dossier] = room.said('CVOTE');
    expect(card).toContain('Vote · Porter la limite de Dupont SA de 40 000 € à 80 000 €');
    expect(card).toContain('Proposé par Anne Martin : « commande cadre signée »');
    expect(card).toContain('Risque non assuré après décision 80 000 €');
    expect(card).toContain('Clôture mer. 25 nov. 9:00 · 0 voix sur 3, quorum 2 · il manque : finance, commerce');
    expect(card).toContain('Sofia Romano (travaille sur le compte)');
    expect(card).toContain('Anne Martin (a proposé)');
    expect(card).toMatch(/N’ont pas encore voté : Farid [^,]+, Luc Morel, Marc Lemoine/);
    expect(dossier).toContain('Échu 30 000 €, le plus ancien de 53 j');
    expect(motion.rule.window).toBe(18);
    for (const name of ['farid', 'luc', 'marc']) expect(room.said(name).at(-1)).toContain('Vous n’avez pas encore voté.');
    for (const name of ['anne', 'sofia', 'dora', 'nadia']) expect(room.said(name)).toEqual([]);
  });

  it('ends as the rules’ example does: approved at 60,000, with a substitute, a lower amount and a rejection', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    room.clock.turn('2026-11-23T10:00:00+01:00');
    await room.cast('farid', motion.id, { choice: 'approve', upTo: 60_000_00n });
    room.clock.turn('2026-11-23T11:00:00+01:00');
    await room.cast('marc', motion.id, { choice: 'approve', for: 'luc@acme.example' });
    room.clock.turn('2026-11-23T12:00:00+01:00');
    await room.cast('marc', motion.id, { choice: 'reject', reason: 'deux promesses non tenues' });
    // Nobody is missing any more, but four hours have not passed.
    room.clock.turn('2026-11-23T12:59:59+01:00');
    await room.tend();
    expect(await room.decision(motion.id)).toBeUndefined();
    expect(room.said('CVOTE')[0]).toContain('ouvert au moins jusqu’au lun. 23 nov. 13:00');
    expect(room.said('CVOTE')[0]).not.toContain('pas encore voté');
    room.clock.turn('2026-11-23T13:00:00+01:00');
    await room.tend();
    const decision = await room.decision(motion.id);
    expect(decision).toMatchObject({ outcome: 'approved', approved: 60_000_00n, early: true, tally: { approve: 2, reject: 1 } });
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('✔ Approuvé à hauteur de 60 000 €, avant la clôture (2 pour, 1 contre, 0 abstention');
    const minutes = room.said('CVOTE').find((words) => words.startsWith('Procès-verbal du vote n° 1'));
    expect(minutes).toContain('Luc Morel | pour | Marc Lemoine');
    expect(minutes).toContain('Marc Lemoine | contre (« deux promesses non tenues »)');
    expect(minutes).toContain(`empreinte ${decision?.headHash}`);
    expect(room.said('marc').at(-1)).toContain('À saisir dans la comptabilité : limite de Dupont SA à 60 000 €');
  });

  it('keeps a changed ballot, counts the last one, and says so privately', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    expect(answered(await room.press('farid', { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'abstain' }))).toContain(
      'Noté : abstention',
    );
    expect(
      answered(await room.press('farid', { kind: 'motion.cast', motion: motion.id, facts: 1, choice: 'less' }, { upTo: '50 000' })),
    ).toContain('Noté : pour, jusqu’à 50 000 €');
    const { ballots } = await room.file(motion.id);
    expect(ballots.map((b) => b.choice)).toEqual(['abstain', 'approve']);
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('Voix : 1 pour, 0 contre');
    expect(room.said('farid')[0]).toContain('Votre bulletin : pour, jusqu’à 50 000 €');
  });

  it('a voter whose ballot ends the vote reads how it ended, not that it may still be changed', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    const vote = (name: string) => room.press(name, { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'approve' });
    await vote('luc');
    room.clock.turn('2026-11-24T11:00:00+01:00');
    expect(answered(await vote('marc'))).toMatch(/^.*Noté : pour\. Vous pouvez changer d’avis/s);
    const last = answered(await vote('farid'));
    expect(last).toContain('Noté : pour. Le vote est clos. ✔ Approuvé à hauteur de 80 000 €, avant la clôture (3 pour');
    expect(last).not.toContain('changer d’avis');
  });

  it('refuses with one sentence whoever may not vote, and what no rule allows', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    const vote = (name: string, choice = 'approve') => room.press(name, { kind: 'motion.vote', motion: motion.id, facts: 1, choice });
    for (const name of ['sofia', 'anne', 'dora']) expect(answered(await vote(name))).toContain('Vous n’avez pas de voix sur ce vote.');
    expect(answered(await vote('stranger'))).toContain('Je ne vous connais pas encore');
    expect(answered(await vote('farid', 'maybe'))).toContain('n’est plus valable');
    const form = (answers: Record<string, string>, choice = 'reject') =>
      room.press('farid', { kind: 'motion.cast', motion: motion.id, facts: 1, choice }, answers);
    expect(answered(await form({ reason: ' ' }))).toContain('Dites pourquoi');
    expect(answered(await form({ upTo: '90 000' }, 'less'))).toContain('dépasse celui qui est demandé');
    expect(answered(await form({ upTo: '40 000' }, 'less'))).toContain('sous le plancher');
    expect(answered(await form({ upTo: '-5' }, 'less'))).toContain('sous le plancher');
    expect(answered(await room.press('farid', { kind: 'motion.vote', motion: motion.id, facts: 7, choice: 'approve' }))).toContain(
      'n’est plus valable',
    );
    expect((await room.file(motion.id)).ballots).toEqual([]);
  });

  it('a recusal takes the voice away for good', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('marc', motion.id, { choice: 'approve' });
    const noted = await room.press('marc', { kind: 'motion.cast', motion: motion.id, facts: 1, choice: 'recuse' }, {});
    expect(answered(noted)).toContain('Noté : récusation. Vous n’avez plus de voix sur ce vote.');
    expect(await refusal(room.cast('marc', motion.id, { choice: 'approve' }))).toContain('n’a pas, ou n’a plus, de voix');
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('Marc Lemoine (s’est récusé)');
    expect(room.said('CVOTE')[0]).toContain('0 voix sur 2');
  });

  it('lapses at its deadline without a quorum, and a late ballot is told so', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('farid', motion.id, { choice: 'approve' });
    room.clock.turn('2026-11-25T08:59:59+01:00');
    await room.tend();
    expect((await room.file(motion.id)).motion.status).toBe('open');
    room.clock.turn('2026-11-25T09:00:00+01:00');
    expect(await refusal(room.cast('luc', motion.id, { choice: 'approve' }))).toContain('Le vote est clos (caduc)');
    await room.tend();
    expect(await room.decision(motion.id)).toMatchObject({ outcome: 'lapsed', reason: 'no-quorum', approved: null, carrying: 'none' });
    expect((await room.file(motion.id)).ballots).toHaveLength(1);
  });

  it('reminds the undecided privately, once at half time and once before the close', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('farid', motion.id, { choice: 'approve' });
    for (const at of ['2026-11-24T08:00:00+01:00', '2026-11-24T09:00:00+01:00', '2026-11-24T10:00:00+01:00', '2026-11-25T06:00:00+01:00']) {
      room.clock.turn(at);
      await room.tend();
    }
    const which = (name: string, words: string) => room.said(name).map((said) => said.includes(words));
    expect(which('farid', 'Votre voix manque encore')).toEqual([false]);
    for (const name of ['luc', 'marc']) {
      expect(which(name, 'Votre voix manque encore')).toEqual([false, false, true]);
      // One of them can be pressed: the newest.
      expect(which(name, '[Pour]')).toEqual([false, false, true]);
      expect(which(name, 'La suite de ce vote est plus bas')).toEqual([true, true, false]);
    }
    expect(room.said('CVOTE').join()).not.toContain('manque encore');
  });

  it('the chair closes after every ballot only, and extends with a reason', async () => {
    const { motion } = await room.propose('marc', await room.limit());
    await room.cast('luc', motion.id, { choice: 'approve' });
    const close = (name: string) => refusal(room.act(name, (step) => closeByChair(step, motion.id)));
    expect(await close('luc')).toContain('Seul le président du vote (credit manager)');
    expect(await close('anne')).toContain('2 membres n’ont pas encore voté');
    expect(await refusal(room.act('anne', (step) => extendByChair(step, motion.id, ' ')))).toContain('Dites pourquoi');
    await room.act('anne', (step) => extendByChair(step, motion.id, 'bilan attendu'));
    expect((await room.file(motion.id)).motion.closesAt).toBe(Date.parse('2026-11-27T09:00:00+01:00'));
    await room.cast('anne', motion.id, { choice: 'approve' });
    await room.cast('farid', motion.id, { choice: 'approve' });
    expect((await room.file(motion.id)).motion.status).toBe('open');
    expect(await close('anne')).toBe('accepted');
    expect(await room.decision(motion.id)).toMatchObject({ outcome: 'approved', tally: { approve: 3 } });
  });
});

describe('facts that an import changes', () => {
  it('are said on the card, and older ballots count only once confirmed', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    room.clock.add(60_000);
    await room.cast('farid', motion.id, { choice: 'approve' });
    room.clock.add(60_000);
    await room.import('items2.csv', `${LEDGER}\nC1,Dupont SA,FA3,2026-11-20,2026-12-20,20000.00,invoice`);
    await room.tend();
    const [card] = room.said('CVOTE');
    expect(card).toContain('encours de 35 000 € à 55 000 €');
    expect(card).toContain('0 voix sur 3');
    expect(card).toContain('1 bulletin à confirmer');
    const stale = await room.press('luc', { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'approve' });
    expect(answered(stale)).toContain('il ne compte pas tant que vous ne le confirmez pas');
    await room.press('farid', { kind: 'motion.vote', motion: motion.id, facts: 2, choice: 'approve' });
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('1 voix sur 3');
  });

  it('within the tolerance change nothing', async () => {
    await room.propose('anne', await room.limit());
    await room.import('items2.csv', `${LEDGER}\nC1,Dupont SA,FA3,2026-11-20,2026-12-20,1750.00,invoice`);
    await room.tend();
    expect((await room.file(1)).facts).toHaveLength(1);
    await room.import('items3.csv', `${LEDGER}\nC1,Dupont SA,FA3,2026-11-20,2026-12-20,1750.01,invoice`);
    await room.tend();
    expect((await room.file(1)).facts).toHaveLength(2);
  });
});

describe('a granted limit', () => {
  const approve = async (until: string): Promise<number> => {
    const { motion } = await room.propose('anne', await room.limit({ until: parseDay(until) ?? 0 }));
    room.clock.turn('2026-11-23T14:00:00+01:00');
    await room.cast('farid', motion.id, { choice: 'approve' });
    await room.cast('luc', motion.id, { choice: 'approve' });
    return motion.id;
  };
  const limit = async (on: string) => {
    const [debtor] = (await debtorsIn(room.core.store.read).search('dupont', 1)).debtors;
    if (!debtor) throw new Error('no debtor');
    return (await viewDebtor(room.core.store.read, debtor, parseDay(on) ?? 0, room.core.policy)).debtor.limit?.minor;
  };

  it('is in force from its day to its end, confirmed by the debtors file, announced before it ends', async () => {
    const id = await approve('2027-03-31');
    expect([await limit('2026-11-22'), await limit('2026-11-23'), await limit('2027-03-31'), await limit('2027-04-01')]).toEqual([
      40_000_00n,
      80_000_00n,
      80_000_00n,
      40_000_00n,
    ]);
    await room.tend();
    expect((await room.decision(id))?.carrying).toBe('entering');
    await room.import('debtors2.csv', DEBTORS.replace('40000.00', '80000.00'));
    await room.tend();
    expect((await room.decision(id))?.carrying).toBe('entered');
    room.clock.turn('2027-03-16T09:00:00+01:00');
    await room.tend();
    expect(room.said('marc').join()).not.toContain('prend fin le');
    room.clock.turn('2027-03-17T09:00:00+01:00');
    await room.tend();
    await room.tend();
    expect(room.said('marc').filter((words) => words.includes('prend fin le'))).toHaveLength(1);
    room.clock.turn('2027-04-01T09:00:00+02:00');
    await room.tend();
    expect((await room.decision(id))?.carrying).toBe('ended');
  });

  it('gives way to another limit in a later debtors file', async () => {
    const id = await approve('2027-03-31');
    await room.import('debtors2.csv', DEBTORS.replace('40000.00', '80000.00'));
    await room.tend();
    await room.import('debtors3.csv', DEBTORS.replace('40000.00', '55000.00'));
    await room.tend();
    expect((await room.decision(id))?.carrying).toBe('ended');
    expect(await limit('2026-11-24')).toBe(55_000_00n);
  });
});

describe('a draft', () => {
  it('is refused when the same question is open, the amount is absurd, or the end lies behind', async () => {
    await room.propose('anne', await room.limit());
    expect(await refusal(room.propose('farid', await room.limit()))).toContain(
      'ne pourrait jamais atteindre son quorum : il faut 1 finance',
    );
    expect(await refusal(room.propose('marc', await room.limit({ amount: 90_000_00n })))).toContain('vote n° 1');
    expect(await refusal(room.propose('farid', await room.limit({ amount: -1n })))).toContain('négatif');
    expect(await refusal(room.propose('farid', await room.limit({ amount: 10n ** 17n })))).toContain('zéros');
    expect(await refusal(room.propose('farid', await room.limit({ until: parseDay('2026-11-23') ?? 0 })))).toContain('à venir');
    expect(await refusal(room.propose('farid', await room.limit({ why: ' ' })))).toContain('Dites pourquoi');
    expect(await refusal(room.propose('farid', await room.limit({ amount: 40_000_00n })))).toContain('déjà la limite');
  });

  it('carries the policy’s warning on its card', async () => {
    await room.propose('anne', await room.limit({ amount: 20_000_00n }));
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('⚠ À noter : la limite demandée est inférieure à l’encours');
  });

  it('of litigation is refused while a dispute is open on what it sends', async () => {
    await room.import(
      'marked.csv',
      [`${LEDGER.split('\n')[0]},disputed`, 'C1,Dupont SA,FD1,2026-08-01,2026-09-01,4000.00,invoice,yes'].join('\n'),
    );
    const { debtorId } = await room.limit();
    const view = await ledgerIn(room.core.store.read).openItems(debtorId, parseDay('2026-11-23') ?? 0, 10);
    const item = view.items.find((i) => i.ref === 'FD1');
    if (!item) throw new Error('no item');
    const { id, ref, open, dueDay } = item;
    const draft = {
      kind: 'litigation',
      debtorId,
      items: [{ id, ref, open, dueDay }],
      amount: open,
      currency: 'EUR',
      route: 'notice',
      cost: 0n,
      reminded: null,
      why: 'impayé',
      conditions: '',
    } as const;
    expect(await refusal(room.propose('anne', draft))).toContain('un litige est ouvert sur des pièces envoyées');
  });
});

describe('litigation', () => {
  it('once approved leaves the chasing, with an owner, a next step, and follow-ups at 30, 60 and 90 days', async () => {
    const { agendaOf } = await import('../../../../src/core/agenda/agenda.ts');
    const { debtorId } = await room.limit();
    const view = await ledgerIn(room.core.store.read).openItems(debtorId, parseDay('2026-11-23') ?? 0, 10);
    const items = view.items.filter((i) => i.ref === 'FA1').map(({ id, ref, open, dueDay }) => ({ id, ref, open, dueDay }));
    const { motion } = await room.propose('anne', {
      kind: 'litigation',
      debtorId,
      items,
      amount: 30_000_00n,
      currency: 'EUR',
      route: 'injunction',
      cost: 100_00n,
      reminded: parseDay('2026-10-20') ?? 0,
      why: 'silence',
      conditions: '',
    });
    const kinds = async (day: string) =>
      (await agendaOf(room.core.store.read, parseDay(day) ?? 0, room.core)).filter((a) => a.debtor.id === debtorId).map((a) => a.kind);
    expect(await kinds('2026-11-24')).toContain('overdue');
    expect([...(await inLitigation(room.core, room.core.store.read))]).toEqual([]);
    room.clock.turn('2026-11-23T14:00:00+01:00');
    await room.cast('farid', motion.id, { choice: 'approve' });
    await room.cast('luc', motion.id, { choice: 'approve' });
    expect(await kinds('2026-11-24')).toContain('litigation');
    expect([...(await inLitigation(room.core, room.core.store.read))]).toEqual([debtorId]);
    expect(await kinds('2026-11-24')).not.toContain('overdue');
    const followed = [];
    for (const day of ['2026-12-22', '2026-12-23', '2027-01-22', '2027-02-21']) followed.push((await kinds(day)).includes('follow-up'));
    expect(followed).toEqual([false, true, true, true]);
  });
});

describe('one’s own power', () => {
  it('decides at once and on the same record; the next band goes to a vote', async () => {
    const own = await openRoom({ yaml: RULES.replace('delegated: {}', 'delegated: { credit-manager: "80000.00" }') });
    try {
      const alone = await own.propose('anne', await own.limit());
      expect(alone.motion.status).toBe('approved');
      expect(await own.decision(alone.motion.id)).toMatchObject({ reason: 'delegated', approved: 80_000_00n, carrying: 'entering' });
      await own.tend();
      expect(own.said('CVOTE')[0]).toContain('Décidé par Anne Martin dans la limite de sa délégation');
      const voted = await own.propose('anne', await own.limit({ amount: 80_000_01n }));
      expect(voted.motion.status).toBe('open');
    } finally {
      await own.close();
    }
  });
});

describe('the policy', () => {
  it('edited during a vote leaves the running one its own rule', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    const other = policyOf(RULES.replace('majority', 'unanimity'));
    expect(other.committee.rules.limit.highest.threshold).toBe('unanimity');
    expect((await room.file(motion.id)).motion.rule.threshold).toBe('majority');
  });

  it('hides results until the close, and never names secret ballots', async () => {
    const hidden = await openRoom({ yaml: RULES.replace('window: 18', 'window: 18, secret: true, hideResults: true') });
    try {
      const { motion } = await hidden.propose('anne', await hidden.limit());
      await hidden.cast('farid', motion.id, { choice: 'approve', upTo: 60_000_00n });
      await hidden.tend();
      expect(hidden.said('CVOTE')[0]).toContain('Résultats cachés jusqu’à la clôture');
      expect(hidden.said('CVOTE')[0]).not.toContain('1 pour');
      await hidden.cast('luc', motion.id, { choice: 'approve' });
      await hidden.cast('marc', motion.id, { choice: 'reject', reason: 'secret-reason' });
      hidden.clock.turn('2026-11-23T13:00:00+01:00');
      await hidden.tend();
      expect(hidden.said('CVOTE').join()).toContain('2 pour, 1 contre');
      expect(hidden.said('CVOTE').join()).not.toMatch(/Farid Haddad \|.*(pour|contre)/);
      const log = JSON.stringify(await hidden.core.store.read.audit.after(0, 1000));
      expect(log).not.toContain('secret-reason');
    } finally {
      await hidden.close();
    }
  });
});
