/** The customers as the debtors file shows them, with the credit limit and the insurance that each one's business has led to. */

import { whereToWrite } from './addresses.ts';
import { type Day, dayOf, toIso, yearOf } from './calendar.ts';
import { csv } from './csv.ts';
import type { Debtor } from './debtors.ts';
import type { World } from './world.ts';

const HEADER = [
  'debtor',
  'name',
  'siren',
  'vat',
  'terms',
  'limit',
  'limitCurrency',
  'insurer',
  'insuredLimit',
  'insuredUntil',
  'segment',
  'salesperson',
  'salesAdmin',
  'collector',
  'country',
  'region',
  'contact',
  'email',
  'phone',
  'address',
  'language',
];

const INSURERS = ['Garantie Océane', 'Belmont Crédit'] as const;

/** How many customers are over their limit. */
const OVER_LIMIT = 6;

export function debtorsCsv(world: World, today: Day): string {
  const exposures = exposuresOf(world);
  const over = overLimit(world, exposures);
  return csv(
    HEADER,
    world.debtors.map((debtor) => {
      const limit = limitOf(world.peaks.get(debtor) ?? 0, exposures.get(debtor) ?? 0, over.has(debtor), debtor);
      const insured = insurance(debtor, limit, today);
      return [
        debtor.code,
        debtor.name,
        debtor.siren,
        debtor.vat,
        debtor.terms,
        limit === null ? '' : String(limit),
        limit === null ? '' : 'EUR',
        ...insured,
        debtor.segment,
        debtor.salesperson,
        debtor.salesAdmin,
        debtor.collector,
        debtor.country,
        debtor.region,
        ...whereToWrite(debtor),
      ];
    }),
  );
}

/** Cents owed by each customer, credits deducted. */
function exposuresOf(world: World): Map<Debtor, number> {
  const exposures = new Map<Debtor, number>();
  for (const item of world.book.open) exposures.set(item.debtor, (exposures.get(item.debtor) ?? 0) + item.open);
  return exposures;
}

/** The customers nearest to their recent peak, among those that owe more than a trifle and are not the three largest. */
function overLimit(world: World, exposures: ReadonlyMap<Debtor, number>): Set<Debtor> {
  const nearness = (debtor: Debtor): number => (exposures.get(debtor) ?? 0) / Math.max(1, world.peaks.get(debtor) ?? 0);
  const eligible = world.debtors.filter((debtor) => debtor.rank > 2 && (exposures.get(debtor) ?? 0) > 800_000 && !isUnrated(debtor));
  return new Set([...eligible].sort((a, b) => nearness(b) - nearness(a) || a.rank - b.rank).slice(0, OVER_LIMIT));
}

/** A few of the smallest customers have never been given a limit. */
function isUnrated(debtor: Debtor): boolean {
  return debtor.rank > 100 && debtor.rank % 4 === 0;
}

/** Whole euros, or null without a limit: a fifth above the recent peak, or for those over it a tenth below today's exposure. */
function limitOf(peak: number, exposure: number, over: boolean, debtor: Debtor): number | null {
  if (isUnrated(debtor)) return null;
  if (over) {
    const euros = Math.floor((exposure * 9) / 1_000);
    return Math.floor(euros / stepFor(euros)) * stepFor(euros);
  }
  const euros = Math.max(1_000, Math.floor((Math.max(peak, exposure) * 12) / 1_000));
  return Math.ceil(euros / stepFor(euros)) * stepFor(euros);
}

function stepFor(euros: number): number {
  return euros < 10_000 ? 500 : euros < 50_000 ? 1_000 : euros < 100_000 ? 5_000 : 10_000;
}

/** Insurer, amount and end of cover: the larger customers are insured for half to three quarters of their limit. */
function insurance(debtor: Debtor, limit: number | null, today: Day): [string, string, string] {
  const isInsured = limit !== null && limit >= 5_000 && debtor.rank < 70 && debtor.rank % 7 !== 4 && debtor.habit.kind !== 'fragile';
  if (!isInsured) return ['', '', ''];
  const amount = Math.floor((limit * (50 + (debtor.rank % 6) * 5)) / 100 / 500) * 500;
  return [INSURERS[debtor.rank % 3 === 0 ? 1 : 0], String(amount), toIso(coverEnd(debtor.rank, today))];
}

/** Most policies end with the year or the first quarter; one ended last month and two end within weeks. */
function coverEnd(rank: number, today: Day): Day {
  if (rank === 21) return today - 20;
  if (rank === 10 || rank === 34) return today + 5 + rank;
  // At least six weeks ahead, so that no renewal falls on everybody at once.
  const soonest = today + 45;
  const ends = [yearOf(soonest), yearOf(soonest) + 1].map((year) => (rank % 2 === 0 ? dayOf(year, 12, 31) : dayOf(year, 3, 31)));
  return ends.find((end) => end >= soonest) ?? soonest;
}
