/**
 * A second reading of docs/rules/voting.md, to compare the product with: written from the rules' text over the file's own words (strings), by plain
 * enumeration, and sharing no code, no type and no arithmetic with src/core/committee. Slow on purpose where that keeps it obvious.
 */

export interface WrittenBallot {
  at: string;
  voter: string;
  by?: string;
  choice: 'approve' | 'reject' | 'abstain' | 'recuse' | 'disown';
  upTo?: string;
  reason?: string;
  for?: string;
  facts?: string;
}

export interface WrittenMember {
  id: string;
  role: string | string[];
  proposer?: boolean;
  recused?: boolean;
  substitute?: string;
}

export interface WrittenRule {
  voters: string[];
  quorum: { count?: number; share?: string; roles?: Record<string, number> };
  threshold: 'majority' | 'two-thirds' | 'unanimity';
  veto: string[];
  tie: string;
  proposerVotes: boolean;
  minimumOpen: string;
  noQuorum: string;
}

export interface WrittenVote {
  motion: ({ kind: 'limit'; amount: string; floor?: string; currency: string } | { kind: 'litigation' | 'generic' }) & {
    chair?: string | string[];
  };
  rule: WrittenRule;
  roster: WrittenMember[];
  opensAt: string;
  closesAt: string;
  now: string;
  extended?: boolean;
  facts?: { at: string; hash: string }[];
  ballots: WrittenBallot[];
}

export interface Told {
  outcome: string;
  /** Cents. */
  approvedAmount: number | undefined;
  early: boolean;
  needed: number;
  present: number;
  eligible: number;
  missingRoles: string[];
  tally: { approve: number; reject: number; abstain: number; recused: number; silent: number };
  /** "index voter" of each. */
  refused: string[];
  /** Epoch milliseconds. */
  closesAt: number;
}

/** A ballot that counts: of which member, cast by whom; cents for an approval. */
interface Counting {
  of: WrittenMember;
  by: string;
  says: 'approve' | 'reject' | 'abstain';
  cents: number;
}

type Verdict = { outcome: string; cents: number | undefined };

function cents(decimal: string): number {
  const [units = '0', fraction = ''] = decimal.split('.');
  const size = Number(units.replace('-', '')) * 100 + Number(`${fraction}00`.slice(0, 2));
  return units.startsWith('-') ? -size : size;
}

/** Only the durations that the tables use: PT<n>H and P<n>D. */
function hours(iso: string): number {
  const n = Number(iso.replace(/\D/g, ''));
  return iso.endsWith('D') ? n * 24 : n;
}

function rolesOf(m: WrittenMember): string[] {
  return typeof m.role === 'string' ? [m.role] : m.role;
}

function holds(m: WrittenMember, roles: string[]): boolean {
  for (const own of rolesOf(m)) for (const role of roles) if (own === role) return true;
  return false;
}

export function oracle(v: WrittenVote): Told {
  const now = Date.parse(v.now);
  const opens = Date.parse(v.opensAt);
  const minimum = hours(v.rule.minimumOpen) * 3_600_000;
  const facts = (v.facts ?? []).map((f) => ({ at: Date.parse(f.at), hash: f.hash })).filter((f) => f.at <= now);
  facts.sort((a, b) => a.at - b.at);
  const closes = closeOf(v, facts, opens, minimum);
  const asked = v.motion.kind === 'limit' ? cents(v.motion.amount) : 0;

  const { valid, refused, recusedBefore } = validity(v, opens, closes, now, asked);
  const end = v.ballots.length;
  const mayVote = (m: WrittenMember): boolean =>
    holds(m, v.rule.voters) && !recusedBefore(m.id, end) && !(m.proposer === true && !v.rule.proposerVotes);
  const eligible = v.roster.filter(mayVote);
  const counting: Counting[] = [];
  for (const m of eligible) {
    let last: WrittenBallot | undefined;
    v.ballots.forEach((b, i) => {
      if (valid[i] === true && b.choice !== 'recuse' && (b.for ?? b.voter) === m.id) last = b;
    });
    if (last === undefined || last.choice === 'recuse' || last.choice === 'disown' || castOnOldFacts(last, facts)) continue;
    counting.push({ of: m, by: last.voter, says: last.choice, cents: last.upTo === undefined ? asked : cents(last.upTo) });
  }

  const quorum = quorumOf(v, eligible.length, counting);
  const { outcome, amount, early } = outcomeAt(v, eligible, counting, { now, opens, closes, minimum, asked });
  return {
    outcome,
    approvedAmount: v.motion.kind === 'limit' ? amount : undefined,
    early,
    needed: quorum.needed,
    present: quorum.present,
    eligible: eligible.length,
    missingRoles: quorum.missingRoles,
    tally: {
      approve: counting.filter((c) => c.says === 'approve').length,
      reject: counting.filter((c) => c.says === 'reject').length,
      abstain: counting.filter((c) => c.says === 'abstain').length,
      recused: v.roster.filter((m) => recusedBefore(m.id, end)).length,
      silent: eligible.length - counting.length,
    },
    refused,
    closesAt: outcome === 'extended' ? closes + Date.parse(v.closesAt) - opens : closes,
  };
}

/** Rule 13: a fact that changes within minimumOpen of the close moves it, once. */
function closeOf(v: WrittenVote, facts: { at: number; hash: string }[], opens: number, minimum: number): number {
  const close = Date.parse(v.closesAt);
  for (let i = 0; i < facts.length; i++) {
    const changed = (facts[i]?.at ?? 0) > opens && facts[i]?.hash !== facts[i - 1]?.hash;
    const left = close - (facts[i]?.at ?? 0);
    if (changed && left > 0 && left <= minimum) return close + minimum;
  }
  return close;
}

/** Rule 13: on other facts than the newest; a ballot that names none was cast on those of its time. */
function castOnOldFacts(b: WrittenBallot, facts: { at: number; hash: string }[]): boolean {
  if (facts.length === 0) return false;
  let on = b.facts;
  if (on === undefined) for (const f of facts) if (f.at <= Date.parse(b.at)) on = f.hash;
  return on !== facts[facts.length - 1]?.hash;
}

/** Rules 1 and 2, ballot by ballot, each asked against all those before it. */
function validity(v: WrittenVote, opens: number, closes: number, now: number, asked: number) {
  const valid: boolean[] = [];
  const refused: string[] = [];
  const recusedBefore = (id: string, index: number): boolean =>
    v.roster.some((m) => m.id === id && m.recused === true) ||
    v.ballots.some((b, j) => j < index && valid[j] === true && b.choice === 'recuse' && b.voter === id);
  const isProposerWithoutVote = (id: string): boolean => !v.rule.proposerVotes && v.roster.some((m) => m.id === id && m.proposer === true);
  const low = v.motion.kind === 'limit' ? cents(v.motion.floor ?? '0.01') : 0;

  v.ballots.forEach((b, i) => {
    const at = Date.parse(b.at);
    if (at > now) {
      valid.push(false);
      return;
    }
    const member = v.roster.find((m) => m.id === (b.for ?? b.voter));
    const forAnother = b.for !== undefined && b.for !== b.voter;
    const hasSpoken = v.ballots.some(
      (c, j) => j < i && valid[j] === true && c.by === undefined && c.voter === member?.id && (c.for ?? c.voter) === member.id,
    );
    // Rule 15: of the valid ballots before, the last one for the member.
    let before: WrittenBallot | undefined;
    v.ballots.forEach((c, j) => {
      if (j < i && valid[j] === true && (c.for ?? c.voter) === member?.id) before = c;
    });
    const byTheChair = typeof b.by === 'string';
    const isChair = typeof v.motion.chair === 'string' ? v.motion.chair === b.by : v.motion.chair?.includes(b.by ?? '') === true;
    const wrong =
      at < opens ||
      at >= closes ||
      member === undefined ||
      !holds(member, v.rule.voters) ||
      recusedBefore(member.id, i) ||
      isProposerWithoutVote(member.id) ||
      (forAnother && member.substitute !== b.voter) ||
      (forAnother && recusedBefore(b.voter, i)) ||
      (forAnother && isProposerWithoutVote(b.voter)) ||
      ((forAnother || byTheChair) && hasSpoken) ||
      ((forAnother || byTheChair) && (b.choice === 'recuse' || b.choice === 'disown')) ||
      (byTheChair && (!isChair || b.by === b.voter || b.for !== undefined)) ||
      (b.choice === 'disown' && before?.by === undefined) ||
      (b.choice === 'reject' && (b.reason === undefined || /^\s*$/.test(b.reason))) ||
      (b.upTo !== undefined && (v.motion.kind !== 'limit' || cents(b.upTo) > asked || cents(b.upTo) < low));
    valid.push(!wrong);
    if (wrong) refused.push(`${i} ${b.voter}`);
  });
  return { valid, refused, recusedBefore };
}

/** Rules 3 and 4. */
function quorumOf(v: WrittenVote, eligible: number, counting: Counting[]) {
  const { count, share, roles } = v.rule.quorum;
  let needed = 1;
  while (needed < (count ?? 0)) needed++;
  if (share !== undefined) {
    const scale = 10 ** (share.split('.')[1] ?? '').length;
    const parts = Math.round(Number(share) * scale);
    while (needed * scale < parts * eligible) needed++;
  }
  const persons: string[] = [];
  for (const c of counting) if (!persons.includes(c.by)) persons.push(c.by);
  const missingRoles = emptyPlaces(
    roles ?? {},
    counting.map((c) => rolesOf(c.of)),
  );
  return { needed, present: persons.length, missingRoles, met: persons.length >= needed && missingRoles.length === 0 };
}

const seen = new Map<string, string[]>();

/** Rule 14, by trying every way of giving each present member one place or none: the most places; among equals the rule's earlier ones. */
function emptyPlaces(roles: Record<string, number>, present: string[][]): string[] {
  const names = Object.keys(roles);
  const key = JSON.stringify([roles, present.map((own) => own.filter((r) => names.includes(r)).sort()).sort()]);
  const known = seen.get(key);
  if (known !== undefined) return known;
  let best: number[] | undefined;
  const seat = (i: number, filled: number[]): void => {
    const own = present[i];
    if (own === undefined) {
      if (best === undefined || isBetter(filled, best)) best = filled;
      return;
    }
    seat(i + 1, filled);
    names.forEach((role, place) => {
      if (own.includes(role) && (filled[place] ?? 0) < (roles[role] ?? 0))
        seat(
          i + 1,
          filled.map((n, j) => (j === place ? n + 1 : n)),
        );
    });
  };
  seat(
    0,
    names.map(() => 0),
  );
  const missing = names.filter((role, place) => (best?.[place] ?? 0) < (roles[role] ?? 0));
  seen.set(key, missing);
  return missing;
}

function isBetter(one: number[], other: number[]): boolean {
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  if (sum(one) !== sum(other)) return sum(one) > sum(other);
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return (one[i] ?? 0) > (other[i] ?? 0);
  return false;
}

interface Times {
  now: number;
  opens: number;
  closes: number;
  minimum: number;
  asked: number;
}

/** Rules 9 and 10. */
function outcomeAt(v: WrittenVote, eligible: WrittenMember[], counting: Counting[], t: Times) {
  if (t.now >= t.closes) {
    const { outcome, cents: amount } = closed(v, eligible.length, counting);
    return { outcome, amount, early: false };
  }
  const open = { outcome: 'open', amount: undefined, early: false };
  if (t.now < t.opens + t.minimum || !quorumOf(v, eligible.length, counting).met) return open;
  const standing = closed(v, eligible.length, counting);
  const missing = eligible.filter((m) => !counting.some((c) => c.of.id === m.id));
  const same = fillings(v, missing, counting, t.asked, (filled) => {
    const other = closed(v, eligible.length, filled);
    return other.outcome === standing.outcome && other.cents === standing.cents;
  });
  return same ? { outcome: standing.outcome, amount: standing.cents, early: true } : open;
}

/**
 * Rule 10: every way of filling in the missing ballots, until `same` says no. Amounts: nothing can turn except at an amount that a
 * ballot names, so each of those, one cent to either side of it, the asked one, the smallest, and one in between.
 */
function fillings(
  v: WrittenVote,
  missing: WrittenMember[],
  counting: Counting[],
  asked: number,
  same: (filled: Counting[]) => boolean,
): boolean {
  const amounts = new Set<number>([asked]);
  if (v.motion.kind === 'limit') {
    const low = cents(v.motion.floor ?? '0.01');
    for (const c of counting) for (const near of [c.cents - 1, c.cents, c.cents + 1]) amounts.add(near);
    for (const more of [low, Math.floor((low + asked) / 2)]) amounts.add(more);
    for (const a of [...amounts]) if (a < low || a > asked) amounts.delete(a);
  }
  const options: ({ says: Counting['says']; cents: number } | undefined)[] = [
    undefined,
    { says: 'reject', cents: 0 },
    { says: 'abstain', cents: 0 },
    ...[...amounts].map((a) => ({ says: 'approve' as const, cents: a })),
  ];
  // Members of one role whom nothing tells apart are interchangeable: among them the choices are taken in the options' order only.
  const alike = (a: WrittenMember | undefined, b: WrittenMember | undefined): boolean =>
    a !== undefined && b !== undefined && `${a.role}` === `${b.role}` && (a.proposer ?? false) === (b.proposer ?? false);
  const sorted = [...missing].sort((a, b) => `${a.role}${a.proposer ?? false}`.localeCompare(`${b.role}${b.proposer ?? false}`));
  const fill = (i: number, from: number, filled: Counting[]): boolean => {
    const member = sorted[i];
    if (member === undefined) return same(filled);
    for (let o = from; o < options.length; o++) {
      const option = options[o];
      const next = alike(member, sorted[i + 1]) ? o : 0;
      if (!fill(i + 1, next, option === undefined ? filled : [...filled, { of: member, by: member.id, ...option }])) return false;
    }
    return true;
  };
  return fill(0, 0, counting);
}

/** Rule 9 at the close, with or without quorum. */
function closed(v: WrittenVote, eligible: number, counting: Counting[]): Verdict {
  if (quorumOf(v, eligible, counting).met) return counted(v, counting);
  const { noQuorum, veto } = v.rule;
  if (noQuorum === 'lapse') return { outcome: 'lapsed', cents: undefined };
  if (noQuorum === 'extend') return { outcome: v.extended === true ? 'lapsed' : 'extended', cents: undefined };
  const holders = counting.filter((c) => holds(c.of, [noQuorum]));
  const approving = holders.filter((c) => c.says === 'approve');
  if (!holders.some((c) => c.says !== 'abstain')) return { outcome: 'lapsed', cents: undefined };
  if (holders.some((c) => c.says === 'reject')) return { outcome: 'rejected', cents: undefined };
  if (counting.some((c) => c.says === 'reject' && holds(c.of, veto))) return { outcome: 'rejected', cents: undefined };
  if (!approving.some((c) => c.of.proposer !== true)) return { outcome: 'lapsed', cents: undefined };
  let lowest = Number.POSITIVE_INFINITY;
  for (const c of counting) {
    if (c.says === 'approve' && (holds(c.of, [noQuorum]) || holds(c.of, veto))) lowest = Math.min(lowest, c.cents);
  }
  return { outcome: 'approved', cents: lowest };
}

/** Rules 5 to 8 and 11. */
function counted(v: WrittenVote, counting: Counting[]): Verdict {
  let best: number | undefined;
  for (const candidate of counting) {
    if (candidate.says !== 'approve') continue;
    const x = candidate.cents;
    if ((best === undefined || x > best) && carries(v, counting, x)) best = x;
  }
  return best === undefined ? { outcome: 'rejected', cents: undefined } : { outcome: 'approved', cents: best };
}

function carries(v: WrittenVote, counting: Counting[], x: number): boolean {
  const yes = counting.filter((c) => c.says === 'approve' && c.cents >= x);
  const no = counting.filter((c) => c.says === 'reject' || (c.says === 'approve' && c.cents < x));
  if (!yes.some((c) => c.of.proposer !== true)) return false;
  if (no.some((c) => holds(c.of, v.rule.veto))) return false;
  if (v.rule.threshold === 'unanimity') return no.length === 0;
  if (v.rule.threshold === 'two-thirds') return yes.length * 3 >= (yes.length + no.length) * 2;
  if (yes.length !== no.length) return yes.length > no.length;
  if (v.rule.tie === 'reject') return false;
  const yesHolders = yes.filter((c) => holds(c.of, [v.rule.tie])).length;
  const noHolders = no.filter((c) => holds(c.of, [v.rule.tie])).length;
  return yesHolders > 0 && noHolders === 0;
}
