/** Whether a person may use a power: by one of the mandates of the policy, counting what the debtor was already granted. No I/O. */
import type { Day } from '../kernel/dates.ts';
import { fold } from '../kernel/fold.ts';
import { COUNTED, type Mandate, type NeverRule, type Power } from './power.ts';
import { baseOf, type MandateUse, type UsedItem } from './use.ts';

/** What is asked for. Minor units of `currency`; 0 for powers without an amount. */
export interface Ask {
  readonly power: Power;
  readonly quantity: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly items: readonly UsedItem[];
}

/** Someone whose mandates count: the person, or the absent one whose backup the person is. */
export interface Principal {
  readonly email: string;
  readonly roles: readonly string[];
}

export interface Setting {
  readonly mandates: readonly Mandate[];
  readonly principals: readonly Principal[];
  readonly segment: string | null;
  /** SIREN of the debtor's company. */
  readonly company: string;
  /** Granted uses of the same power for the same debtor within the policy's period, by any mandate; what the committee granted is not among them. */
  readonly earlier: readonly MandateUse[];
  /** Two promises were broken lately: no more time without the committee. */
  readonly noMoreTime: boolean;
  /** The most days that the debtor may be granted, by its record, and the days between two instalments; absent without such a ceiling. */
  readonly ceiling?: { readonly days: number; readonly instalmentEvery: number };
  readonly day: Day;
  /** At the policy's rates; undefined without one. */
  convert(minor: bigint, from: string, to: string): bigint | undefined;
}

export type Verdict =
  | { readonly verdict: 'granted'; readonly mandate: Mandate; readonly principal: string }
  | { readonly verdict: 'none' | 'extensions' }
  /** Within a mandate, and beyond what the debtor may be granted; `quantity` was granted before. */
  | { readonly verdict: 'ceiling'; readonly days: number; readonly quantity: number }
  | { readonly verdict: 'ended' | 'scope'; readonly mandate: Mandate }
  /** `quantity` and `minor` (of the mandate's currency) were granted before; `share` tells that the cap in percent is the one that was passed. */
  | { readonly verdict: 'cap'; readonly mandate: Mandate; readonly quantity: number; readonly minor: bigint; readonly share: boolean };

/** The best that any mandate allows: granted; else the largest cap that is in the way, else a scope, else an end. */
export function judgeMandate(ask: Ask, setting: Setting): Verdict {
  if (setting.noMoreTime && (ask.power === 'days' || ask.power === 'instalments')) return { verdict: 'extensions' };
  const verdicts = setting.principals.flatMap((principal) =>
    setting.mandates
      .filter((mandate) => mandate.power === ask.power && holds(principal, mandate))
      .map((mandate): Verdict => byMandate(ask, mandate, principal, setting)),
  );
  const of = (kind: Verdict['verdict']): Verdict | undefined => verdicts.find((v) => v.verdict === kind);
  const caps = verdicts.flatMap((v) => (v.verdict === 'cap' ? [v] : []));
  const largest = caps.reduce<(typeof caps)[number] | undefined>(
    (best, v) => (best && !isLarger(v.mandate, best.mandate) ? best : v),
    undefined,
  );
  const granted = of('granted');
  return (granted && beyondCeiling(ask, setting)) ?? granted ?? largest ?? of('scope') ?? of('ended') ?? { verdict: 'none' };
}

/** Extra days count together, as under a cap; a plan takes as long as its last instalment; terms are what they are (docs/rules/parties.md, rule 4). */
function beyondCeiling({ power, quantity }: Ask, { ceiling, earlier }: Setting): Verdict | undefined {
  if (!ceiling || (power !== 'days' && power !== 'terms' && power !== 'instalments')) return undefined;
  const before = power === 'days' ? earlier.reduce((sum, use) => sum + use.quantity, 0) : 0;
  const asked = power === 'instalments' ? quantity * ceiling.instalmentEvery : quantity;
  return before + asked > ceiling.days ? { verdict: 'ceiling', days: ceiling.days, quantity: before } : undefined;
}

export function holds(principal: Principal, { holder }: Pick<Mandate, 'holder'>): boolean {
  return principal.email === holder || principal.roles.includes(holder);
}

function isLarger(a: Mandate, b: Mandate): boolean {
  return (a.upTo ?? 0) > (b.upTo ?? 0) || (a.minor ?? 0n) > (b.minor ?? 0n);
}

function byMandate(ask: Ask, mandate: Mandate, principal: Principal, setting: Setting): Verdict {
  if (mandate.until !== undefined && mandate.until < setting.day) return { verdict: 'ended', mandate };
  if (!inScope(ask, mandate, setting)) return { verdict: 'scope', mandate };
  const granted: Verdict = { verdict: 'granted', mandate, principal: principal.email };
  if (ask.power === 'stop') return granted;
  return COUNTED.includes(ask.power) ? byCount(ask, mandate, setting, granted) : byAmount(ask, mandate, setting, granted);
}

function inScope(ask: Ask, mandate: Mandate, { segment, company }: Setting): boolean {
  if (mandate.segments.length > 0 && (segment === null || !mandate.segments.includes(segment))) return false;
  if (mandate.companies.length > 0 && !mandate.companies.includes(company)) return false;
  // Extra days have no amount: what they are about has a currency all the same.
  return !mandate.only || mandate.currency === ask.currency;
}

/** Terms are a state, not a sum: 45 days accepted twice are 45 days. */
function byCount(ask: Ask, mandate: Mandate, { earlier }: Setting, granted: Verdict): Verdict {
  const before = ask.power === 'terms' ? 0 : earlier.reduce((sum, use) => sum + use.quantity, 0);
  if (before + ask.quantity <= (mandate.upTo ?? 0)) return granted;
  return { verdict: 'cap', mandate, quantity: before, minor: 0n, share: false };
}

function byAmount(ask: Ask, mandate: Mandate, { earlier, convert }: Setting, granted: Verdict): Verdict {
  const { currency } = mandate;
  const amounts = earlier.map((use) => convert(use.minor, use.currency, currency));
  const asked = convert(ask.minor, ask.currency, currency);
  // What no rate brings into the mandate's currency is nobody's to give alone.
  const known = asked !== undefined && amounts.every((amount) => amount !== undefined);
  const before = amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);
  const passed = { verdict: 'cap', mandate, quantity: 0, minor: before } as const;
  if (!known || (mandate.minor !== undefined && before + asked > mandate.minor)) return { ...passed, share: false };
  if (mandate.percent === undefined) return granted;
  const base = shareBase(ask, earlier, (minor, from) => convert(minor, from, currency) ?? 0n);
  return (before + asked) * 10_000n <= base * BigInt(mandate.percent) ? granted : { ...passed, share: true };
}

/** What the share is taken of: the items of this use, and of earlier ones those about other items. The same invoice never counts twice. */
function shareBase(ask: Ask, earlier: readonly MandateUse[], convert: (minor: bigint, from: string) => bigint): bigint {
  const items = new Map(ask.items.map((item) => [item.id, convert(item.minor, ask.currency)]));
  for (const use of earlier) for (const item of use.items) if (!items.has(item.id)) items.set(item.id, convert(item.minor, use.currency));
  return baseOf([...items.values()].map((minor) => ({ minor })));
}

/** The first rule of the policy that forbids it whoever asks; `words` are all that was said of it but the debtor's name. */
export function neverRule(rules: readonly NeverRule[], ask: Pick<Ask, 'power' | 'quantity'>, words: string): NeverRule | undefined {
  const said = ` ${plainWords(words)} `;
  return rules.find((rule) => {
    if (rule.power !== undefined && rule.power !== ask.power) return false;
    if (rule.above !== undefined && ask.quantity <= rule.above) return false;
    return rule.words.length === 0 || rule.words.some((word) => said.includes(` ${plainWords(word)} `));
  });
}

/** Folded words one space apart, without marks between them. */
function plainWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
