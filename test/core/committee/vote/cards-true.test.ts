/** Every card of a vote is true: whatever happened, each member has one message that can be pressed, and nothing that it offers is refused. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Button, Card } from '../../../../src/core/desk/card.ts';
import type { Reply } from '../../../../src/core/desk/inbound.ts';
import type { Intent } from '../../../../src/core/desk/intent.ts';
import { runs } from '../../../support/chance.ts';
import { answered, LEDGER, openRoom, type Room, RULES, wordsOf } from '../room.ts';

let room: Room;
afterEach(() => room?.close());

const MEMBERS = ['anne', 'farid', 'luc', 'marc', 'sofia'] as const;
const buttonsOf = (card: Card): readonly Button[] => card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
/** A member's messages as they stand, oldest first. */
const cardsOf = (name: string): readonly Card[] =>
  room.platform.posts.flatMap((post) => (post.to.kind === 'person' && post.to.identity.userId.startsWith(name) ? [post.card] : []));
/** Messages about the vote itself; what the chair entered is told in a note of its own. */
const votes = (name: string): readonly Card[] => cardsOf(name).filter((card) => card.title?.startsWith('Vote ·'));

/** Presses a button as its reader would, and fills in what it asks for. */
async function pressed(name: string, { intent }: Button, choice: number): Promise<string> {
  const replies: readonly Reply[] = await room.press(name, intent as Intent);
  const [first] = replies;
  if (first?.type !== 'form') return answered(replies);
  const answers = first.form.fields.map((field): [string, string] => {
    switch (field.id) {
      case 'upTo':
        return ['upTo', ['45 000', '80 000', '60 000,50'][choice % 3] ?? ''];
      case 'for':
        return ['for', 'options' in field ? (field.options[choice % field.options.length]?.value ?? '') : ''];
      case 'choice':
        return ['choice', ['approve', 'reject', 'abstain'][choice % 3] ?? ''];
      default:
        return [field.id, 'parce que'];
    }
  });
  const given = Object.fromEntries(answers);
  if (given.choice !== undefined && given.choice !== 'approve') given.upTo = '';
  return answered(await room.press(name, first.form.intent, given));
}

const noCard: Card = { blocks: [], fallback: '', amounts: false, locale: 'fr' };
const GOOD = /^\n?(Noté : |Dossier|Procès-verbal|Vote ·|Marc Lemoine a saisi la limite|Le bulletin saisi pour vous ne compte plus)/;

async function open(proposer = 'anne', yaml = RULES): Promise<number> {
  room = await openRoom({ yaml });
  const { motion } = await room.propose(proposer, await room.limit());
  await room.tend();
  return motion.id;
}

const grown = (ref: string, amount: number): string => `${LEDGER}\nC1,Dupont SA,${ref},2026-11-20,2026-12-20,${amount}.00,invoice`;

describe('whatever happens in a vote', () => {
  it('no button of anybody’s message is refused, and one message of each has buttons', async () => {
    const step = fc.record({
      what: fc.constantFrom('press', 'press', 'press', 'press', 'import', 'time', 'extend'),
      who: fc.nat(1_000),
      which: fc.nat(1_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('anne', 'marc'), fc.array(step, { minLength: 6, maxLength: 14 }), async (proposer, steps) => {
        const id = await open(proposer);
        try {
          let hours = 0;
          let owed = 0;
          for (const { what, who, which } of steps) {
            if (what === 'press') {
              const all = MEMBERS.flatMap((name) => cardsOf(name).flatMap((card) => buttonsOf(card).map((button) => ({ name, button }))));
              const chosen = all[(who * 1_001 + which) % all.length];
              if (!chosen) break;
              const said = await pressed(chosen.name, chosen.button, which);
              expect(said, `${chosen.name}: ${chosen.button.label}`).toMatch(GOOD);
            } else if (what === 'import') {
              owed += 1;
              await room.import(`items${owed}.csv`, grown(`FX${owed}`, 10_000 * owed));
            } else if (what === 'time') {
              hours += 1 + (which % 12);
              room.clock.turn(new Date(Date.parse('2026-11-23T09:00:00+01:00') + hours * 3_600_000).toISOString());
            } else if ((await room.file(id)).motion.status === 'open') {
              await room.press('anne', { kind: 'motion.extend', motion: id }, { reason: 'un membre est absent' });
            }
            await room.tend();
            const { status } = (await room.file(id)).motion;
            for (const name of MEMBERS) {
              const live = votes(name).filter((card) => buttonsOf(card).length > 0);
              expect(live.length, name).toBeLessThanOrEqual(1);
              if (live.length > 0) expect(live[0]).toBe(votes(name).at(-1));
              for (const card of live)
                expect(wordsOf(card).includes('[Pour]'), `${name} at ${status}`).toBe(
                  status === 'open' && !wordsOf(card).includes('Vous n’avez pas de voix'),
                );
            }
          }
        } finally {
          await room.close();
        }
      }),
      { numRuns: runs(6, 400), endOnFailure: true },
    );
  });

  it('a ballot on older figures is confirmed in one press, with its amount and its reason', async () => {
    const id = await open();
    await room.cast('farid', id, { choice: 'reject', reason: 'deux promesses non tenues' });
    await room.import('grown.csv', grown('FX', 60_000));
    await room.tend();
    const [confirm] = buttonsOf(votes('farid').at(-1) ?? noCard);
    expect(confirm).toMatchObject({ label: 'Confirmer mon vote', style: 'primary' });
    expect(votes('farid').map((card) => wordsOf(card).includes('Un import a changé les chiffres'))).toEqual([false, true]);
    expect(confirm && (await pressed('farid', confirm, 0))).toContain('Noté : contre (« deux promesses non tenues »).');
    await room.tend();
    expect((await room.file(id)).ballots.at(-1)).toMatchObject({
      choice: 'reject',
      reason: 'deux promesses non tenues',
      voter: 'farid@acme.example',
    });
    expect(buttonsOf(votes('farid').at(-1) ?? noCard).map(({ label }) => label)).not.toContain('Confirmer mon vote');
    // Who has nothing to confirm is told what to do instead.
    const nothing = await room.press('luc', { kind: 'motion.vote', motion: id, facts: 2, choice: 'confirm' });
    expect(answered(nothing)).toContain('votez par un des boutons');
  });

  it('more time is told to everybody: to whoever is silent in a new message, to the others where they read', async () => {
    const id = await open();
    await room.cast('farid', id, { choice: 'approve' });
    await room.press('anne', { kind: 'motion.extend', motion: id }, { reason: 'Luc est en avion' });
    await room.tend();
    expect(votes('farid')).toHaveLength(1);
    expect(wordsOf(votes('farid')[0] ?? noCard)).toContain('Clôture ven. 27 nov.');
    expect(votes('luc').map((card) => wordsOf(card).includes('Luc est en avion'))).toEqual([false, true]);
  });

  it('whoever has no voice is told so before a form opens', async () => {
    const id = await open();
    for (const choice of ['less', 'reject', 'recuse']) {
      const [sofia] = await room.press('sofia', { kind: 'motion.ballot', motion: id, facts: 1, choice });
      expect(sofia?.type).toBe('private');
      const [nadia] = await room.press('nadia', { kind: 'motion.ballot', motion: id, facts: 1, choice });
      expect(nadia?.type).toBe('private');
    }
  });

  it('a form whose answer is refused comes back at the field, with what was written', async () => {
    const id = await open();
    const cast = { kind: 'motion.cast', motion: id, facts: 1 } as const;
    expect(await room.press('farid', { ...cast, choice: 'less' }, { upTo: '90 000' })).toMatchObject([
      { type: 'form-errors', errors: { upTo: expect.any(String) } },
    ]);
    expect(await room.press('farid', { ...cast, choice: 'less' }, { upTo: 'beaucoup' })).toMatchObject([
      { type: 'form-errors', errors: { upTo: expect.any(String) } },
    ]);
    room.clock.turn('2026-11-26T09:00:00+01:00');
    expect(await room.press('farid', { ...cast, choice: 'reject' }, { reason: 'trop tard' })).toMatchObject([
      { type: 'form-errors', errors: { reason: expect.stringContaining('Le vote est clos') } },
    ]);
  });
});

describe('the weight of a vote', () => {
  /** Finance alone decides up to 100,000 € of risk; beyond it the whole committee. */
  const TWO = `
committee:
  delegated: {}
  limit: { bands: [{ upTo: "100000.00", voters: [finance], quorum: { count: 1 }, threshold: majority, minimumOpen: PT4H }, { voters: [credit-manager, finance, sales, sales-admin], quorum: { count: 2 }, threshold: majority }] }
`;

  it.each([
    [60_000, false],
    [66_000, true],
  ])('is weighed again when %i € more are owed: the vote says that it left its band: %s', async (more, left) => {
    const id = await open('anne', TWO);
    expect((await room.file(id)).motion.rule.voters).toEqual(['finance']);
    await room.import('grown.csv', grown('FX', more));
    await room.tend();
    const words = 'relève d’une autre règle (credit manager, finance, commerce, ADV, majorité)';
    for (const said of [room.said('CVOTE').join('\n'), wordsOf(votes('farid').at(-1) ?? noCard)]) expect(said.includes(words)).toBe(left);
    // The rule of a vote that is open is frozen.
    expect((await room.file(id)).motion.rule.voters).toEqual(['finance']);
  });

  it('is shown at the amount that was approved, when that is less than what was asked', async () => {
    const id = await open('anne', TWO);
    room.clock.turn('2026-11-23T14:00:00+01:00');
    await room.press('farid', { kind: 'motion.cast', motion: id, facts: 1, choice: 'less' }, { upTo: '50 000' });
    await room.tend();
    expect(room.said('CVOTE')[0]).toContain('Approuvé à hauteur de 50 000 €');
    expect(room.said('CVOTE')[0]).toContain('Risque non assuré à la limite approuvée de 50 000 € : 50 000 €');
  });
});
