/** What features offer on a debtor's card stands in the card's order, whatever the order of their doors, and is read for machines only when one asks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DebtorOffer, offered, offeredJson, readKnown } from '../../../src/core/debtors/offer.ts';
import type { Button } from '../../../src/core/desk/card.ts';
import { today } from '../../../src/core/desk/core.ts';
import { gather } from '../../../src/core/desk/feature.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T07:00:00+02:00' });
  await t.import('items.csv', 'debtor,name,ref,issueDate,dueDate,amount\nC1,Dupont SA,FA-1,2026-04-01,2026-05-01,100.00');
});
afterEach(() => t.close());

const button = (label: string): Button => ({ label, intent: { kind: 'debtor.show', debtor: 1 } });
const labels = (buttons: readonly Button[]) => buttons.map(({ label }) => label);

/** Offers one of everything, under its name. */
const offer =
  (name: string, rank: number, asked: string[]): DebtorOffer =>
  async (_, { code }) => ({
    shown: () => ({
      tag: `${name} of ${code}`,
      lines: { rank, shown: [{ type: 'text', text: name }] },
      daily: { rank, shown: [button(name)] },
      more: [
        { group: 'ask', rank, shown: [button(`ask ${name}`)] },
        { group: 'known', rank, shown: [button(`show ${name}`)] },
        { group: 'items', rank, shown: [] },
      ],
    }),
    json: {
      key: name,
      rank,
      value: async () => {
        asked.push(name);
        return rank;
      },
    },
  });

const known = async (offers: readonly DebtorOffer[]) => {
  const [debtor] = await debtorsIn(t.core.store.read).all();
  if (!debtor) throw new Error('no debtor');
  const features = gather(offers.map((one, i) => ({ name: String(i), debtorOffers: [one] })));
  return readKnown(t.core.store.read, debtor, today(t.core), { ...t.core, features });
};

describe('offers on a debtor’s card', () => {
  it('stand by their rank, in groups, without groups that hold nothing', async () => {
    const { tags, lines, daily, more } = offered(await known([offer('second', 2, []), offer('first', 1, [])]), 'en');
    expect(tags).toEqual(['second of C1', 'first of C1']);
    expect(lines).toEqual([
      { type: 'text', text: 'first' },
      { type: 'text', text: 'second' },
    ]);
    expect(labels(daily)).toEqual(['first', 'second']);
    expect(more.map(labels)).toEqual([
      ['show first', 'show second'],
      ['ask first', 'ask second'],
    ]);
  });
  it('have their keys in order, and are read for them only when a machine asks', async () => {
    const asked: string[] = [];
    const both = await known([offer('second', 2, asked), offer('first', 1, asked)]);
    offered(both, 'en');
    expect(asked).toEqual([]);
    expect(JSON.stringify(await offeredJson(both, 'en'))).toBe('{"first":1,"second":2}');
  });
  it('leave the account alone when there are none', async () => {
    const alone = await known([]);
    expect(alone.view.exposure).toBe(10_000n);
    expect(offered(alone, 'en')).toEqual({ tags: [], lines: [], daily: [], more: [] });
  });
});
