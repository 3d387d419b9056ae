/** A feature's own kind of action needs no word in the agenda: a source beside the others is on the card of the morning, in one's list, and handled once. */
import { afterEach, expect, it } from 'vitest';
import { type Action, type ActionKind, type ActionSource, type ContactButton, newAction } from '../../../src/core/debtors/action.ts';
import { gather } from '../../../src/core/desk/feature.ts';
import type { Reply } from '../../../src/core/desk/inbound.ts';
import type { Intent } from '../../../src/core/desk/intent.ts';
import * as doors from '../../../src/core/doors.ts';
import { formOf, said } from '../../support/desk.ts';
import { type Company, company } from '../disputes/support.ts';

let t: Company;
afterEach(() => t?.close());

const NADIA = 'nadia@acme.example';

const FAIR: ActionKind = {
  name: 'fair',
  rank: 650,
  atStake: true,
  section: (locale) => (locale === 'fr' ? 'Salons' : 'Fairs'),
  reason: ({ days }, locale) => (locale === 'fr' ? `au salon, stand ${days}` : `at the fair, stand ${days}`),
};
const TALK: ActionKind = { ...FAIR, name: 'fair-talk', rank: 660, contact: { place: 0 }, section: () => 'Rendez-vous au salon' };

const meet = (kind: ActionKind): ActionSource => ({
  kinds: [kind],
  find: async (_, { date, debtors }) => ({
    actions: [...debtors.values()].flatMap((debtor): Action[] =>
      debtor.code === 'C1'
        ? [
            newAction(kind, {
              id: `${kind.name}:${debtor.id}`,
              debtor,
              amount: 1_234_00n,
              currency: 'EUR',
              days: 7,
              owner: NADIA,
              risk: 9n ** 9n,
              due: date,
            }),
          ]
        : [],
    ),
    inOtherHands: new Set([...debtors.values()].flatMap((debtor) => (debtor.code === 'C2' ? [debtor.id] : []))),
  }),
});

async function open(kind: ActionKind, contactButtons: readonly ContactButton[] = []): Promise<void> {
  t = await company();
  const fairs = { name: 'fairs', actions: [meet(kind)], contactButtons };
  Object.assign(t.core, { features: gather([...Object.values(doors), fairs]) });
}

it('is on the morning’s card and in one’s list with its words, is handled once, and comes again when the policy says', async () => {
  await open(FAIR);
  t.clock.turn('2026-11-19T08:00:00+01:00');
  await t.desk.settle();
  expect(said([{ type: 'private', card: t.desk.posted('morning:2026-11-19') ?? fail() }])).toContain(
    'Dupont SA | 1 234 € | – | au salon, stand 7',
  );
  const nadia = t.desk.as(NADIA);
  const list = await nadia.command('agenda');
  expect(said(list)).toContain('au salon, stand 7');
  // Whoever is in other hands is not chased.
  expect(said(list)).not.toContain('Durand');
  expect(said(await nadia.press({ kind: 'agenda.all', date: 20_776 }))).toContain('Salons');
  const card = await nadia.press(behind(list, 'Commencer'));
  expect(said(card)).toContain('[Fait] [Plus tard] [Passer à…] [Fiche]');
  const form = formOf(await nadia.press(behind(card, 'Fait')));
  const answers = { result: 'done', note: 'vu', callBack: '' };
  expect(said(await nadia.submit(form.intent, answers))).toContain('Dupont SA : fait, c’est noté.');
  expect(said(await nadia.submit(form.intent, answers))).toContain('c’était déjà noté');
  expect(said(await nadia.command('agenda'))).not.toContain('au salon');
  t.clock.turn('2026-11-26T08:00:00+01:00');
  expect(said(await nadia.command('agenda'))).toContain('au salon, stand 7');
});

it('is the contact of the day when it is the most pressing, with what features offer after a talk; put off, the debtor is left alone', async () => {
  await open(TALK, [{ rank: 15, button: ({ debtor }) => ({ label: 'Au stand', intent: { kind: 'debtor.show', debtor } }) }]);
  const nadia = t.desk.as(NADIA);
  const list = await nadia.command('agenda');
  expect(said(list)).not.toContain('relance');
  const card = await nadia.press(behind(list, 'Commencer'));
  expect(said(card)).toContain('[Fait] [Promesse] [Au stand] [Litige] [Accorder…] [Plus tard]');
  const form = formOf(await nadia.press(behind(card, 'Plus tard')));
  await nadia.submit(form.intent, { until: '2026-11-20', why: '' });
  t.clock.turn('2026-11-19T08:00:00+01:00');
  expect(said(await nadia.command('agenda'))).not.toContain('Dupont');
});

/** The intent of the button with that label. */
function behind(replies: readonly Reply[], label: string): Intent {
  const blocks = replies.flatMap((reply) => (reply.type === 'private' ? reply.card.blocks : []));
  const buttons = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  return buttons.find((button) => button.label === label)?.intent ?? fail();
}

function fail(): never {
  throw new Error('not there');
}
