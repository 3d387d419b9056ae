/** One reason to act on a day: who, about which debtor, for how much, and why. */
import { MOTION_ACTION_KINDS, type MotionAction, type MotionActionKind } from '../committee/agenda-motions.ts';
import { DISPUTE_ACTION_KINDS, type DisputeActionKind } from '../disputes/agenda-disputes.ts';
import type { Reason } from '../disputes/reason.ts';
import type { DunningStep } from '../dunning/dunning-policy.ts';
import type { Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { MANDATE_ACTION_KINDS, type MandateActionKind } from '../mandates/agenda-mandates.ts';
import type { MandateUse } from '../mandates/use.ts';

/** Contacts with the customer: at most one of them for a debtor on a day. */
export const CONTACT_KINDS = ['promise-broken', 'call-back', 'overdue', 'promise-check', 'due-soon'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** Reasons that an account gives by itself, besides what is due. */
export const ACCOUNT_KINDS = [
  'insurer',
  'limit',
  'limit-share',
  'limit-ending',
  'cover-ending',
  'credit',
  'residue',
  'limitation',
  'declaration',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export type ActionKind = ContactKind | AccountKind | DisputeActionKind | MotionActionKind | MandateActionKind;
/** In the order of the whole list's sections. */
export const ACTION_KINDS: readonly ActionKind[] = [
  'promise-broken',
  'call-back',
  'overdue',
  'promise-check',
  ...DISPUTE_ACTION_KINDS,
  'declaration',
  'limitation',
  'insurer',
  'limit',
  'limit-share',
  'limit-ending',
  'cover-ending',
  ...MOTION_ACTION_KINDS,
  ...MANDATE_ACTION_KINDS,
  'credit',
  'residue',
  'due-soon',
];

/** The rung of the account's scenario that a contact is. */
export interface ActionStep {
  readonly scenario: string;
  /** From 1. */
  readonly number: number;
  readonly step: DunningStep;
  /** The oldest overdue day that it is for. */
  readonly due: Day;
  /** Calls without an answer so far. */
  readonly tries: number;
}

/** What an insurer wants to know, by days past the oldest due day. */
export type InsurerStage = 'warn' | 'notify' | 'stop';

export interface Action {
  /** Stable from day to day for the same reason. */
  readonly id: string;
  readonly kind: ActionKind;
  readonly debtor: Debtor;
  /** Minor units: what is chased, over the limit, unallocated (negative), falling due… */
  readonly amount: bigint;
  readonly currency: string;
  /** Days late for contacts (below 0: days until due); what the reason counts otherwise; else 0. */
  readonly days: number;
  /** For `overdue`: what of the amount is more than 60 days late, credits taken off the rest first; 0 otherwise. */
  readonly old: bigint;
  /** E-mail of whoever acts; undefined when neither the debtor's file nor the roster names anyone. */
  readonly owner: string | undefined;
  /** Expected value in minor units of `currency`: the amount times the chance that acting today changes something (value.ts). */
  readonly risk: bigint;
  /** The day from which, or by which, it is to be done. */
  readonly due: Day;
  /** The case that a dispute's action is about. */
  readonly dispute?: { readonly id: number; readonly reason: Reason } | undefined;
  /** The motion that the committee's action is about. */
  readonly motion?: MotionAction | undefined;
  /** The use of a delegated power that it is about. */
  readonly use?: MandateUse | undefined;
  readonly step?: ActionStep | undefined;
  /** The promised day that a promise's action is about. */
  readonly promised?: Day | undefined;
  readonly stage?: InsurerStage | undefined;
  /** Of a credit: what the account owes in all; below 0 the balance itself is in the debtor's favour. */
  readonly owed?: bigint | undefined;
  /** Words of whoever asked for it, put it off or passed it on. */
  readonly note?: string | undefined;
  /** The first morning that showed it; the day itself for what no morning has shown yet. */
  readonly since?: Day | undefined;
  /** No reminder leaves on an old ledger: it waits for a new one. */
  readonly held?: boolean | undefined;
  /** Beyond the owner's capacity of the day. */
  readonly carried?: boolean | undefined;
}

/** What an action is made of, besides its kind and its account. */
type Given = Pick<Action, 'amount' | 'owner' | 'risk' | 'due'> &
  Partial<Pick<Action, 'days' | 'old' | 'step' | 'promised' | 'stage' | 'owed' | 'note'>>;

/** An action of an account; `tail` tells its id from others of the kind. Written out, as `altered`: an object put together from others takes V8 twice the room, and there may be a hundred thousand. */
export function actionOf(kind: ActionKind, debtor: Debtor, currency: string, tail: string, given: Given): Action {
  return {
    id: `${kind}:${debtor.id}:${currency}${tail}`,
    kind,
    debtor,
    amount: given.amount,
    currency,
    days: given.days ?? 0,
    old: given.old ?? 0n,
    owner: given.owner,
    risk: given.risk,
    due: given.due,
    dispute: undefined,
    motion: undefined,
    use: undefined,
    step: given.step,
    promised: given.promised,
    stage: given.stage,
    owed: given.owed,
    note: given.note,
    since: undefined,
    held: undefined,
    carried: undefined,
  };
}

/** The same action with what is known of it besides its reason. */
export function altered(action: Action, change: Partial<Pick<Action, 'id' | 'owner' | 'note' | 'since' | 'held' | 'carried'>>): Action {
  return {
    id: change.id ?? action.id,
    kind: action.kind,
    debtor: action.debtor,
    amount: action.amount,
    currency: action.currency,
    days: action.days,
    old: action.old,
    owner: change.owner ?? action.owner,
    risk: action.risk,
    due: action.due,
    dispute: action.dispute,
    motion: action.motion,
    use: action.use,
    step: action.step,
    promised: action.promised,
    stage: action.stage,
    owed: action.owed,
    note: change.note ?? action.note,
    since: change.since ?? action.since,
    held: change.held ?? action.held,
    carried: change.carried ?? action.carried,
  };
}

const STEP_ID = /^(?:overdue|due-soon):\d+:([A-Z]{3}):(-?\d+):(\d+)$/;

/** The step that an action's id names: its day in the scenario, and the overdue day that it is for. */
export function stepOfAction(id: string): { readonly currency: string; readonly day: number; readonly due: Day } | undefined {
  const m = STEP_ID.exec(id);
  return m ? { currency: m[1] ?? '', day: Number(m[2]), due: Number(m[3]) } : undefined;
}

export function isContact(kind: ActionKind): kind is ContactKind {
  return CONTACT_KINDS.some((known) => known === kind);
}
