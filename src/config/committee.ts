/** The policy file's `committee`: rules in the words of docs/rules/voting.md, by kind and amount, and what surrounds a vote. */
import { z } from 'zod';
import type { Bands } from '../core/committee/count/band.ts';
import {
  CHECKS,
  type CommitteePolicy,
  type CommitteeRule,
  DEFAULT_COMMITTEE,
  MOTION_KINDS,
  RECUSABLE,
} from '../core/committee/motion/committee-policy.ts';
import { toDecimal } from '../core/kernel/money.ts';
import { clock, type Kinds } from './kinds.ts';
import { each, flow, type Kind, parts, type Section, section, value } from './options.ts';
import { ruleOf, ruleWords } from './vote-file.ts';

type Written = Omit<CommitteePolicy, 'rules' | 'written'> & CommitteePolicy['rules'];

/** The file names the rules of each kind beside the rest; which of them it wrote itself is remembered. */
export function committeeSection(k: Kinds): Section<CommitteePolicy> {
  const { is, show, rows } = writtenSection(k);
  const flat = ({ rules, written, ...rest }: CommitteePolicy): Written => ({ ...rest, ...rules });
  return {
    is: (otherwise) =>
      is(flat(otherwise)).transform(({ limit, litigation, generic, ...rest }) => {
        const rules = { limit, litigation, generic };
        return { ...rest, rules, written: MOTION_KINDS.filter((kind) => rules[kind] !== otherwise.rules[kind]) };
      }),
    show: (policy) => show(flat(policy)),
    rows: (path, otherwise) => rows(path, flat(otherwise)),
  };
}

function writtenSection(k: Kinds) {
  const { t } = k;
  const hours = z.strictObject({ from: k.time('09:00'), to: k.time('09:00') }).refine((h) => h.from < h.to, t.endsAfter);
  const bands = bandsIn(k);
  const severity = z.enum(['refuse', 'warn', 'allow'], t.either('refuse', 'warn', 'allow'));
  return section<Written>(
    {
      ...each(MOTION_KINDS, bands),
      delegated: value(z.partialRecord(k.role, k.written('50000.00').transform(k.minor)), (of) =>
        flow(Object.fromEntries(Object.entries(of).map(([role, minor]) => [role, toDecimal(minor, k.currency)]))),
      ),
      quota: k.aShare('90 %'),
      hours: value(hours, ({ from, to }) => `{ from: ${clock(from)}, to: ${clock(to)} }`),
      tolerance: k.aShare('90 %'),
      recuse: value(z.array(z.enum(RECUSABLE, t.among(RECUSABLE)))),
      checks: parts(each(CHECKS, value(severity))),
      odds: parts({ win: k.aShare('90 %'), solvent: k.aShare('90 %') }),
      remindBefore: k.aCount(0, 100),
      carryOutWithin: k.aCount(1, 60),
      warnBefore: k.aCount(0, 90),
      followUps: value(
        z
          .array(z.int().min(1).max(365))
          .max(6)
          .transform((list) => [...list].sort((a, b) => a - b)),
      ),
    },
    {
      limit:
        '`{ bands: [{ upTo: "150000.00", voters: [finance], quorum: { count: 2, share: 0.5, roles: { finance: 1 } }, threshold: majority, veto: [], tie: reject, proposerVotes: false, minimumOpen: PT4H, noQuorum: lapse, window: 18, secret: false, hideResults: false, chair: credit-manager }, …] }` by uninsured exposure after the decision; the last band has no `upTo`, one with `upTo` alone goes to the last. `threshold`: majority, two-thirds, unanimity; `tie`: reject or a role; `noQuorum`: lapse, extend or a role; `window`: business hours',
      litigation: 'the same, by the amount that goes to litigation',
      generic: 'the same, for questions without an amount',
      delegated: 'uninsured exposure that a role may grant alone: recorded, not voted',
      quota: 'insured share',
      hours: 'working hours that a window counts',
      tolerance: 'by how much a figure may change under a vote before ballots must be confirmed',
      recuse: 'whose ballot the account itself takes away: salesperson, salesAdmin, collector',
      checks: 'a draft’s faults: refuse, warn or allow',
      odds: 'a lawsuit’s expected gain = amount × both',
      remindBefore: 'hours before the close at which the undecided are reminded a last time',
      carryOutWithin: 'business days in which a decision is carried out',
      warnBefore: 'days before a limit ends at which that is said',
      followUps: 'days after which a decision comes back on the agenda',
    },
  );
}

interface Band {
  readonly upTo?: bigint | undefined;
  /** None: its motions go to the highest band. */
  readonly rule?: CommitteeRule;
}

function bandsIn(k: Kinds): Kind<Bands<CommitteeRule>> {
  const { t } = k;
  const upTo = k.written('50000.00').transform(k.minor);
  const passed = z.strictObject({ upTo });
  const ruled = ruleIn(k, upTo);
  const band = z.unknown().transform((given, context): Band => {
    const shape: z.ZodType<Band> = typeof given === 'object' && given !== null && Object.keys(given).join() === 'upTo' ? passed : ruled;
    const { data, error } = shape.safeParse(given);
    // The faults of the shape that was meant, with their own paths.
    for (const issue of error?.issues ?? []) context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    return data ?? z.NEVER;
  });
  const bands = z.strictObject({ bands: z.array(band).min(1).refine(endsWithARule, t.lastBand) });
  return {
    is: (otherwise) =>
      bands.transform(({ bands: list }) => ({
        below: list.flatMap((one) => (one.upTo === undefined ? [] : { ...one, upTo: one.upTo })),
        highest: list.at(-1)?.rule ?? otherwise.highest,
      })),
    show: ({ below, highest }) =>
      flow([...below.map((one) => ({ upTo: toDecimal(one.upTo, k.currency), voters: one.rule?.voters })), { voters: highest.voters }]),
  };
}

function endsWithARule(list: readonly Band[]): boolean {
  return list.filter((band) => band.upTo === undefined).length === 1 && list.at(-1)?.upTo === undefined;
}

/** The rule of a band, with what surrounds the count. */
function ruleIn(k: Kinds, upTo: z.ZodType<bigint>) {
  const { t } = k;
  const base = DEFAULT_COMMITTEE.rules.generic.highest;
  const words = z.strictObject({
    upTo: upTo.optional(),
    window: z.int(t.hours).min(1).max(400).default(base.window),
    secret: z.boolean(t.either('true', 'false')).default(false),
    hideResults: z.boolean(t.either('true', 'false')).default(false),
    chair: k.role.default(base.chair),
    ...ruleWords(t),
    voters: z.array(k.role).min(1, t.oneRole),
  });
  const checked = words.superRefine((band, context) => {
    const strays = (path: string, names: readonly string[]): void => {
      for (const who of names.filter((name) => !band.voters.some((voter) => voter === name)))
        context.addIssue({ code: 'custom', path: [path], message: t.noBallot(who) });
    };
    strays('quorum', Object.keys(band.quorum.roles ?? {}));
    strays('veto', band.veto);
    if (band.tie !== 'reject') strays('tie', [band.tie]);
    if (band.noQuorum !== 'lapse' && band.noQuorum !== 'extend') strays('noQuorum', [band.noQuorum]);
  });
  return z.preprocess(
    digits,
    checked.transform(({ upTo: most, window, secret, hideResults, chair, ...rule }) => ({
      upTo: most,
      rule: { ...ruleOf(rule), window, secret, hideResults, chair },
    })),
  );
}

/** The words of docs/rules/voting.md read digits: YAML's numbers become the text that they were. */
function digits(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('quorum' in value)) return value;
  const text = (part: unknown): unknown => {
    if (typeof part === 'number') return String(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, text(inner)]));
  };
  return { ...value, quorum: text(value.quorum) };
}
