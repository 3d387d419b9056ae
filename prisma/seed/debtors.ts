/** The demo company's customers: size, terms, way of paying and the people in charge, all decided before the first invoice. */

import type { Terms } from './calendar.ts';
import { fictionalBelgianVat, fictionalSiren, frenchVat } from './identifiers.ts';
import { belgianNames, castNames, largerNames, smallerNames } from './names.ts';
import type { Random } from './random.ts';

/** How a customer pays; `days` is the usual lateness. */
type Habit =
  | { readonly kind: 'punctual' }
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'slow'; readonly days: number }
  /** Ever later over 300 days, then back on its feet; `offset` spreads the customers over the cycle. */
  | { readonly kind: 'drifting'; readonly offset: number }
  | { readonly kind: 'bad' }
  /** Insolvent in turn; `turn` counts from 0. */
  | { readonly kind: 'fragile'; readonly turn: number };

export type Season = 'flat' | 'summer' | 'yearEnd';
type Segment = 'key' | 'standard' | 'small' | 'bad-payer';

export interface Debtor {
  readonly code: string;
  readonly name: string;
  /** Empty for a Belgian customer. */
  readonly siren: string;
  readonly vat: string;
  readonly terms: Terms;
  readonly country: 'FR' | 'BE';
  readonly region: string;
  readonly segment: Segment;
  readonly habit: Habit;
  readonly season: Season;
  /** Share of the company's sales, all shares together making 1. */
  readonly share: number;
  /** Usual number of invoices a month. */
  readonly invoicesPerMonth: number;
  readonly paysByBill: boolean;
  readonly buysByInstalments: boolean;
  /** Place by size, 0 = the largest. */
  readonly rank: number;
  readonly salesperson: string;
  readonly salesAdmin: string;
  readonly collector: string;
}

const DEBTOR_COUNT = 120;

// Places by size. They are fixed so that every seed gives the same mixture of behaviours, whatever the names.
const BAD = [14, 27, 41, 58, 77, 96];
const FRAGILE = [23, 36, 49, 64];
const DRIFTING = [8, 5, 18, 31, 46, 70];
const SLOW = [11, 24, 38, 52, 61, 83, 90, 105];
const BY_BILL = [3, 12, 20, 33, 44];
const BELGIAN = [7, 29, 43, 66, 80, 99, 112];
const INSTALMENTS = 16;
const CAST = new Map<number, string>([
  [8, castNames.dupont],
  [5, castNames.drifting],
  [17, castNames.seasonal],
  [INSTALMENTS, castNames.instalments],
]);

/** 120 customers in the order of their account codes. */
export function makeDebtors(random: Random): readonly Debtor[] {
  const weights = Array.from({ length: DEBTOR_COUNT }, (_, rank) => paretoWeight(rank));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const names = namesByRank(random);
  const serials = random.shuffle(Array.from({ length: 900 }, (_, index) => index * 111));
  const alphabetical = names.map((name, rank) => ({ rank, key: sortKey(name) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return alphabetical.map(({ rank }, index) => {
    const weight = weights[rank] ?? 0;
    return {
      code: `C${String(index + 1).padStart(4, '0')}`,
      name: names[rank] ?? '',
      rank,
      share: weight / total,
      invoicesPerMonth: Math.max(0.8, 0.6 + 5.5 * Math.sqrt(weight / (weights[0] ?? 1))),
      ...identity(rank, serials[rank] ?? rank, random),
      ...behaviour(rank, random),
      ...inCharge(rank),
    };
  });
}

/** (rank + 4)^-1.125 from square roots alone: IEEE fixes those to the last bit, powers and logarithms not. */
function paretoWeight(rank: number): number {
  const size = rank + 4;
  return 1 / (size * Math.sqrt(Math.sqrt(Math.sqrt(size))));
}

function namesByRank(random: Random): string[] {
  // Popped from the end, hence the larger customers' names last.
  const french = [...random.shuffle(smallerNames), ...random.shuffle(largerNames)];
  const belgian = random.shuffle(belgianNames);
  return Array.from({ length: DEBTOR_COUNT }, (_, rank) => {
    const name = CAST.get(rank) ?? (BELGIAN.includes(rank) ? belgian.pop() : french.pop());
    if (name === undefined) throw new RangeError('fewer invented names than debtors');
    return name;
  });
}

/** Accents and case aside, by code unit: the order must not depend on the machine's locale data. */
function sortKey(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function identity(rank: number, serial: number, random: Random): Pick<Debtor, 'siren' | 'vat' | 'country' | 'region'> {
  if (BELGIAN.includes(rank)) return { siren: '', vat: fictionalBelgianVat(serial * 7), country: 'BE', region: '' };
  const siren = fictionalSiren(serial);
  // One customer in twelve sits in Alsace or Moselle, where Good Friday and 26 December are holidays too.
  const region = random.chance(1 / 12) ? (['57', '67', '68'][random.between(0, 2)] ?? '') : '';
  return { siren, vat: frenchVat(siren), country: 'FR', region };
}

type Behaviour = Pick<Debtor, 'terms' | 'segment' | 'habit' | 'season' | 'paysByBill' | 'buysByInstalments'>;

function behaviour(rank: number, random: Random): Behaviour {
  const habit = habitOf(rank, random);
  const paysByBill = BY_BILL.includes(rank);
  const buysByInstalments = rank === INSTALMENTS;
  return {
    habit,
    paysByBill,
    buysByInstalments,
    segment: segmentOf(rank, habit),
    season: rank % 11 === 6 ? 'summer' : rank % 11 === 9 ? 'yearEnd' : 'flat',
    terms: paysByBill ? '45 EOM' : buysByInstalments ? '60' : termsFor(habit, random),
  };
}

function habitOf(rank: number, random: Random): Habit {
  if (BY_BILL.includes(rank) || rank === INSTALMENTS) return { kind: 'punctual' };
  if (BAD.includes(rank)) return { kind: 'bad' };
  if (FRAGILE.includes(rank)) return { kind: 'fragile', turn: FRAGILE.indexOf(rank) };
  if (DRIFTING.includes(rank)) return { kind: 'drifting', offset: DRIFTING.indexOf(rank) * 50 };
  if (SLOW.includes(rank)) return { kind: 'slow', days: random.between(18, 30) };
  return rank % 4 === 2 ? { kind: 'late', days: random.between(5, 15) } : { kind: 'punctual' };
}

function segmentOf(rank: number, habit: Habit): Segment {
  if (habit.kind === 'bad') return 'bad-payer';
  return rank < 14 ? 'key' : rank < 72 ? 'standard' : 'small';
}

/** Month-end terms go to those who pay on time: late payers would all fall overdue on the same morning. */
function termsFor(habit: Habit, random: Random): Terms {
  const draw = random.next();
  if (habit.kind === 'punctual') return draw < 0.4 ? '30' : draw < 0.58 ? '45 EOM' : draw < 0.88 ? '60' : 'EOM 45';
  return draw < 0.55 ? '30' : draw < 0.95 ? '60' : 'EOM 45';
}

function inCharge(rank: number): Pick<Debtor, 'salesperson' | 'salesAdmin' | 'collector'> {
  const salesperson = BELGIAN.includes(rank)
    ? 'jeroen.maes'
    : rank % 3 === 2
      ? 'sofia.romano'
      : rank % 3 === 1
        ? 'thomas.keller'
        : 'jeroen.maes';
  const address = (local: string): string => `${local}@demo.example`;
  return {
    salesperson: address(rank === 8 ? 'sofia.romano' : salesperson),
    salesAdmin: address(rank % 2 === 0 ? 'marc.lemoine' : 'aicha.diallo'),
    collector: address(rank % 5 < 3 ? 'nadia.benali' : 'karim.lefevre'),
  };
}
