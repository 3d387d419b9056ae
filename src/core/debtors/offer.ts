/** What features show of a debtor on its card: each reads what it knows of one, and gives lines, buttons and keys for machines, which stand in the card's order. */

import type { House } from '../desk/act.ts';
import type { Block, Button } from '../desk/card.ts';
import { seam } from '../desk/feature.ts';
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { inOrder } from '../kernel/rank.ts';
import type { Debtor } from '../ledger/parties.ts';
import { type DebtorView, viewDebtor } from './view-debtor.ts';

/** Things that stand together; the lower rank comes first. */
interface Placed<T> {
  readonly rank: number;
  readonly shown: readonly T[];
}

/** The other actions, group by group: what is known, what to write or grant, what to ask for, and single invoices. */
const GROUPS = ['known', 'write', 'ask', 'items'] as const;

export interface Shown {
  /** In the small print under the name. */
  readonly tag?: string;
  /** Under the people who look after the account. */
  readonly lines?: Placed<Block>;
  /** What people do every day. The card adds two of its own, and a phone shows five of them in one glance: no more than three in all. */
  readonly daily?: Placed<Button>;
  readonly more?: readonly (Placed<Button> & { readonly group: (typeof GROUPS)[number] })[];
}

/** What a feature knows of one debtor on a day. */
export interface Known {
  readonly shown: (view: DebtorView, locale: Locale) => Shown;
  /** For machines, under one key; read only when a machine asks. */
  readonly json?: { readonly key: string; readonly rank: number; readonly value: (view: DebtorView, locale: Locale) => unknown };
}

/** Reads what a feature knows of a debtor, beside its account. */
export type DebtorOffer = (read: Reads, debtor: Debtor, asOf: Day, house: House) => Promise<Known>;

const debtorOffers = seam<DebtorOffer>('debtorOffers');

/** A debtor's account, with what the features know of it. */
export interface KnownDebtor {
  readonly view: DebtorView;
  readonly known: readonly Known[];
}

export async function readKnown(read: Reads, debtor: Debtor, asOf: Day, house: House, maxItems?: number): Promise<KnownDebtor> {
  const [view, ...known] = await Promise.all([
    viewDebtor(read, debtor, asOf, house.policy, maxItems),
    ...debtorOffers(house).map((offer) => offer(read, debtor, asOf, house)),
  ]);
  return { view, known };
}

/** What is shown of a debtor, put together in the card's order. */
export interface Offered {
  readonly tags: readonly string[];
  readonly lines: readonly Block[];
  readonly daily: readonly Button[];
  /** Groups that hold something. */
  readonly more: readonly (readonly Button[])[];
}

export function offered({ view, known }: KnownDebtor, locale: Locale): Offered {
  const all = known.map(({ shown }) => shown(view, locale));
  const more = all.flatMap((one) => one.more ?? []);
  return {
    tags: all.flatMap(({ tag }) => tag ?? []),
    lines: shownInOrder(all.flatMap(({ lines }) => lines ?? [])),
    daily: shownInOrder(all.flatMap(({ daily }) => daily ?? [])),
    more: GROUPS.map((group) => shownInOrder(more.filter((one) => one.group === group))).filter((buttons) => buttons.length > 0),
  };
}

function shownInOrder<T>(placed: readonly Placed<T>[]): readonly T[] {
  return inOrder(placed).flatMap(({ shown }) => shown);
}

/** The features' keys of a debtor for machines. */
export async function offeredJson({ view, known }: KnownDebtor, locale: Locale): Promise<Record<string, unknown>> {
  const keys = inOrder(known.flatMap(({ json }) => json ?? []));
  return Object.fromEntries(await Promise.all(keys.map(async ({ key, value }) => [key, await value(view, locale)] as const)));
}
