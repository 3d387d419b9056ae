/** What a vote of the committee is made of, and what comes out of it: the words of docs/rules/voting.md as types. Amounts are minor units, instants and durations milliseconds. */

/** The question put to the committee. Only a limit has amounts that ballots weigh. */
export type Motion =
  | {
      readonly kind: 'limit';
      /** The limit that is asked for. */
      readonly amount: bigint;
      /** An approval up to less is refused. */
      readonly floor: bigint;
      readonly currency: string;
    }
  | { readonly kind: 'litigation' | 'generic' };

/** An exact share of the eligible members: `numerator / denominator`, 0 to 1. */
export interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Every part that is given must hold. */
export interface Quorum {
  /** Persons present. */
  readonly count?: number;
  /** Persons present, as a share of the eligible. */
  readonly share?: Share;
  /** Places for members of each named role who have a live ballot; each of them takes one. */
  readonly roles?: Readonly<Record<string, number>>;
}

export type Threshold = 'majority' | 'two-thirds' | 'unanimity';

/** The role whose holders decide where the count cannot. */
export interface DecidingRole {
  readonly role: string;
}

export interface Rule {
  /** Roles that hold a ballot. */
  readonly voters: readonly string[];
  readonly quorum: Quorum;
  readonly threshold: Threshold;
  /** Roles whose rejection alone rejects. */
  readonly veto: readonly string[];
  readonly tie: 'reject' | DecidingRole;
  readonly proposerVotes: boolean;
  /** No early close before so long after the opening. */
  readonly minimumOpen: number;
  readonly noQuorum: 'lapse' | 'extend' | DecidingRole;
}

export interface Member {
  /** Once on a roster. */
  readonly id: string;
  /** Every role that they hold. One person, one ballot all the same (docs/rules/voting.md, rule 14). */
  readonly roles: readonly string[];
  readonly proposer?: boolean;
  /** Recused before the opening, by rule or by a person. */
  readonly recused?: boolean;
  /** Who may cast this member's ballot. */
  readonly substitute?: string;
}

/** `disown` voids what the chair entered for the voter (docs/rules/voting.md, rule 15). */
export type Choice = 'approve' | 'reject' | 'abstain' | 'recuse' | 'disown';

export interface Ballot {
  readonly at: number;
  /** Who cast it; the member themselves when the chair entered it for them. */
  readonly voter: string;
  /** The chair, when they entered it: on paper, in the room, on the telephone (rule 15). */
  readonly by?: string;
  readonly choice: Choice;
  /** Approve at most so much. */
  readonly upTo?: bigint;
  readonly reason?: string;
  /** The member whose ballot it is, when a substitute casts it. */
  readonly for?: string;
  /** Hash of the facts it was cast on. */
  readonly facts?: string;
}

/** The dossier as it stood from an instant on. */
export interface Facts {
  readonly at: number;
  readonly hash: string;
}

export interface Vote {
  readonly motion: Motion;
  readonly rule: Rule;
  readonly roster: readonly Member[];
  /** Who may enter ballots for members; nobody when left out. */
  readonly chairs?: readonly string[];
  readonly opensAt: number;
  readonly closesAt: number;
  /** The instant at which the vote is judged. */
  readonly now: number;
  /** In the order in which they arrived. */
  readonly ballots: readonly Ballot[];
  readonly facts: readonly Facts[];
  /** The close has been put off once already for want of a quorum. */
  readonly extended: boolean;
}

export const REFUSALS = [
  'before-opening',
  'after-close',
  'not-on-roster',
  'not-eligible',
  'recuse-for-another',
  'not-the-substitute',
  'substitute-recused',
  'substitute-is-proposer',
  'member-voted-already',
  'member-disowned',
  'not-the-chair',
  'chair-for-themselves',
  'entered-for-another',
  'disown-for-another',
  'nothing-to-disown',
  'reason-missing',
  'no-amount-asked',
  'above-asked',
  'below-floor',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  /** Place in `Vote.ballots`, from 0. */
  readonly index: number;
  readonly voter: string;
  readonly why: RefusalCode;
}

/** Why the outcome is what it is, for a program; text/* has the sentences. */
export type ReasonCode =
  | 'threshold-reached'
  | 'tie-approved-by-role'
  | 'approved-by-role'
  | 'vetoed'
  | 'nobody-decided'
  | 'threshold-missed'
  | 'tie-rejected'
  | 'tie-rejected-by-role'
  | 'only-the-proposer'
  | 'rejected-by-role'
  | 'no-quorum'
  | 'no-quorum-role-silent'
  | 'no-quorum-role-is-proposer'
  | 'not-open-yet'
  | 'minimum-open'
  | 'quorum-awaited'
  | 'undecided';

export interface QuorumCount {
  readonly needed: number;
  readonly present: number;
  readonly eligible: number;
  /** Roles of `Quorum.roles` with a place that stays empty, in the rule's order. */
  readonly missingRoles: readonly string[];
}

/** Live ballots as they were cast. */
export interface Tally {
  readonly approve: number;
  readonly reject: number;
  readonly abstain: number;
  readonly recused: number;
  readonly silent: number;
}

export interface Outcome {
  readonly outcome: 'approved' | 'rejected' | 'lapsed' | 'extended' | 'open';
  /** An approved limit's amount. */
  readonly approvedAmount?: bigint;
  /** Approved or rejected before the close. */
  readonly early: boolean;
  readonly reason: ReasonCode;
  readonly quorum: QuorumCount;
  readonly tally: Tally;
  readonly refused: readonly Refusal[];
  /** The close in force: moved by a late change of facts, or one window later when the outcome is `extended`. */
  readonly closesAt: number;
}
