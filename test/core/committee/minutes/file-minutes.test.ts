/** Minutes as files: drawn after the close, kept with their hash, and posted in the motion's thread once, whoever ticks. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closedMotion } from '../../../../src/core/committee/minutes/closed-motion.ts';
import { fileMinutes } from '../../../../src/core/committee/minutes/file-minutes.ts';
import { drawPapers } from '../../../../src/core/committee/minutes/papers.ts';
import { seeMotion } from '../../../../src/core/committee/motion/find-motion.ts';
import { checkDocument, writtenDocument } from '../../../../src/core/committee/record/check-document.ts';
import { exportDecision } from '../../../../src/core/committee/record/export-decision.ts';
import { extendByChair } from '../../../../src/core/committee/vote/chair-motion.ts';
import { createDeliverer } from '../../../../src/work/deliver.ts';
import { DEBTORS, LEDGER, MEMBERS, openRoom, type Room } from '../room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const files = () => room.platform.posts.filter((p) => p.file);
const tick = async (): Promise<void> => {
  await fileMinutes(room.core);
  await createDeliverer(room.core).drain();
};
const decided = async (): Promise<number> => {
  const { motion } = await room.propose('anne', await room.limit());
  room.clock.turn('2026-11-24T10:00:00+01:00');
  await room.cast('luc', motion.id, { choice: 'approve' });
  await room.cast('marc', motion.id, { choice: 'approve' });
  await room.cast('farid', motion.id, { choice: 'approve', upTo: 60_000_00n });
  await room.tend();
  return motion.id;
};

describe('the minutes of a vote', () => {
  it('are posted in its thread as PDF and Markdown, with the decision record, once, also when two instances tick', async () => {
    const id = await decided();
    await Promise.all([fileMinutes(room.core), fileMinutes(room.core)]);
    await tick();
    await tick();
    const card = room.platform.posts.find((p) => p.key === `motion:${id}`);
    expect(files().map((p) => [p.file?.name, p.to.kind === 'channel' && p.to.thread?.id, p.card.amounts])).toEqual([
      ['proces-verbal-vote-1.pdf', card?.id, true],
      ['proces-verbal-vote-1.md', card?.id, true],
      ['acte-vote-1.json', card?.id, true],
      ['acte-vote-1.html', card?.id, true],
    ]);
    const markdown = new TextDecoder().decode(files()[1]?.file?.bytes);
    const decision = await room.decision(id);
    expect(markdown).toContain('# Procès-verbal du vote n° 1');
    expect(markdown).toContain(`ligne ${decision?.headSeq}, empreinte ${decision?.headHash}`);
    const kept = await room.core.store.read.files.of('motion:1');
    expect(kept.map((f) => [f.name, f.mime, f.actor, f.debtorId])).toEqual([
      ['proces-verbal-vote-1.pdf', 'application/pdf', 'system:committee', 1],
      ['proces-verbal-vote-1.md', 'text/markdown', 'system:committee', 1],
      ['acte-vote-1.json', 'application/json', 'system:committee', 1],
      ['acte-vote-1.html', 'text/html', 'system:committee', 1],
    ]);
    expect(kept[1]?.sha256).toBe(createHash('sha256').update(markdown).digest('hex'));
    const audit = (await room.core.store.read.audit.after(0, 1000)).filter((r) => r.action === 'motion.minutes');
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit[0]?.payload)).toContain(kept[0]?.sha256);
  });

  it('wait for a drawing that failed, and for nothing while the vote is open', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await tick();
    expect(files()).toEqual([]);
    room.clock.turn('2026-11-25T09:00:00+01:00');
    await room.tend();
    expect((await room.decision(motion.id))?.outcome).toBe('lapsed');
    const { papers } = room.core;
    Object.assign(room.core, { papers: { pdf: () => Promise.reject(new Error('no font')) } });
    await tick();
    expect(files()).toEqual([]);
    expect(room.logged.some((line) => line.message.includes('minutes could not be filed'))).toBe(true);
    Object.assign(room.core, { papers });
    await tick();
    expect(files()).toHaveLength(4);
  });
});

describe('the minutes of a vote in which much happened', () => {
  const papersOf = async (id: number): Promise<string[]> => {
    const { core } = room;
    const closed = await closedMotion(core.store.read, await seeMotion(core.store.read, id, core, 'fr'), core.policy);
    const papers = await drawPapers(core.papers, closed ? [closed] : [], 'fr', { name: 'pv', title: 'PV' });
    return papers.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
  };

  it('stand on their own, and are the same bytes a year later, whatever has been renamed meanwhile', async () => {
    Object.assign(room.core, { policy: { ...room.core.policy, company: { name: 'Acme SAS', siren: '552100554' } } });
    const { motion } = await room.propose('anne', await room.limit({ conditions: 'garantie du groupe' }));
    const { id } = motion;
    room.clock.turn('2026-11-23T11:00:00+01:00');
    await room.cast('luc', id, { choice: 'approve' });
    await room.cast('farid', id, { choice: 'approve', upTo: 60_000_00n });
    room.clock.turn('2026-11-24T10:00:00+01:00');
    await room.import('more.csv', `${LEDGER}\nC1,Dupont SA,FA3,2026-11-02,2026-11-10,9000.00,invoice`);
    await room.cast('anne', id, { choice: 'reject', reason: 'deux promesses non tenues', member: 'marc@acme.example' });
    await room.act('anne', (step) => extendByChair(step, id, 'Farid est en route'));
    room.clock.turn('2026-11-26T10:00:00+01:00');
    await room.cast('luc', id, { choice: 'approve' });
    await room.cast('farid', id, { choice: 'approve', upTo: 60_000_00n });
    const first = await papersOf(id);
    const closed = await closedMotion(room.core.store.read, await seeMotion(room.core.store.read, id, room.core, 'fr'), room.core.policy);
    const document = closed && (await exportDecision(room.core.store.read, closed));
    const record = document && writtenDocument(document);
    expect(document && (await checkDocument(document, async (text) => createHash('sha256').update(text).digest('hex')))).toMatchObject({
      faults: [],
      counted: 'ballots',
      stated: true,
      outcome: { outcome: 'approved', approvedAmount: '60000.00', early: true },
    });
    expect(document?.extensions).toMatchObject([{ by: 'anne@acme.example', why: 'Farid est en route' }]);
    const words = Buffer.from(first[1] ?? '', 'latin1')
      .toString('utf8')
      .replace(/[\u00a0\u202f]/g, ' ');
    for (const line of [
      '- ✔ Approuvé à hauteur de 60 000 €, avant la clôture (2 pour, 1 contre, 0 abstention : la majorité est atteinte)',
      '- Clos le 26 nov. 2026 10:00 +01:00',
      '- Marc Lemoine saisit la limite avant 30 nov. 2026',
      '- Société : Acme SAS (SIREN 552100554)',
      '- Débiteur : Dupont SA (C1)',
      '- Conditions : garantie du groupe',
      '- Heures de Europe/Paris, chacune avec son décalage sur UTC',
      '- Risque non assuré après décision : 80 000 €, soit le plus grand de la limite demandée (80 000 €) et de l’encours (35 000 €), moins la couverture (0,00 €)',
      '- Tranche de la politique : la plus haute',
      '- Quorum : au moins 2 présents, 50,00 % des membres qui ont une voix, 1 finance, 1 commerce',
      '- Seuil : majorité, plus de pour que de contre',
      '- Droit de veto : finance',
      '- Égalité des voix : vaut rejet',
      '- Sans quorum à la clôture : caduc',
      '- Durée minimale d’ouverture : 4 h',
      '| Sofia Romano | commerce |  | récusé : travaille sur le compte |',
      '| Luc Morel | commerce | Marc Lemoine | a voté |',
      '| Marc Lemoine | ADV |  | bulletin saisi par Anne Martin, qui préside |',
      '- 24 nov. 2026 10:00 +01:00 : un import change les chiffres (n° 2 : encours de 35 000 € à 44 000 € ; échu de 30 000 € à 39 000 €)',
      '- 24 nov. 2026 10:00 +01:00 : Anne Martin prolonge jusqu’au 27 nov. 2026 9:00 +01:00 : « Farid est en route »',
      '- 26 nov. 2026 10:00 +01:00 : clôture, les bulletins manquants ne pouvant plus rien changer',
      '- Arrêtés au 24 nov. 2026, figés le 24 nov. 2026 10:00 +01:00',
      '| 1 | 23 nov. 2026 11:00 +01:00 | Luc Morel | pour | Luc Morel | remplacé |',
      '| 3 | 24 nov. 2026 10:00 +01:00 | Marc Lemoine | contre (« deux promesses non tenues ») | Anne Martin | oui |',
    ])
      expect(words).toContain(`${line}\n`);
    // Renamed, moved and handed over afterwards: none of it is in the minutes.
    Object.assign(room.core, {
      policy: { ...room.core.policy, timeZone: 'America/New_York', company: { name: 'Autre', siren: '111111111' } },
    });
    await room.import('people.csv', MEMBERS.replace('Farid Haddad', 'Farid Autre').replace('Anne Martin', 'Anne Autre'));
    await room.import('debtors.csv', DEBTORS.replace('Dupont SA', 'Dupond SAS').replaceAll('marc@', 'luc@'));
    room.clock.turn('2027-11-24T10:00:00+01:00');
    await room.tend();
    expect(await papersOf(id)).toEqual(first);
    const later = await closedMotion(room.core.store.read, await seeMotion(room.core.store.read, id, room.core, 'fr'), room.core.policy);
    expect(later && writtenDocument(await exportDecision(room.core.store.read, later))).toBe(record);
  });
});

describe('the dossier', () => {
  it('shows its frozen trend as a chart, the same after the ledger has moved', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.tend();
    const chartOf = () => {
      const dossier = room.platform.posts.find((p) => p.key === `motion:${motion.id}:thread:dossier`)?.card;
      const block = dossier?.blocks.find((b) => b.type === 'chart');
      return block?.type === 'chart' && block.spec.kind === 'lines' && block.spec.unit === 'money' ? block.spec : undefined;
    };
    const frozen = chartOf();
    const { trend } = (await room.file(motion.id)).facts[0]?.dossier ?? {};
    expect(frozen?.series[0]?.values).toEqual(trend?.map((point) => point.overdue));
    expect(frozen?.labels.at(-1)).toBe('23 nov.');
    expect(frozen?.series[0]?.values.at(-1)).toBe(30_000_00n);
    expect(frozen?.currency).toBe('EUR');
  });
});
