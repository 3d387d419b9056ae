/** One reason to act on a day: who, about which debtor, for how much, and why; and how features offer theirs to whoever gathers the day's. */

import type { Act } from '../desk/act.ts';
import type { Button } from '../desk/card.ts';
import { seam } from '../desk/feature.ts';
import type { Policy } from '../desk/policy.ts';
import type { Roster } from '../desk/roster.ts';
import type { Reads } from '../desk/store.ts';
import type { Calendar, Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { inOrder } from '../kernel/rank.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { Owners } from './owners.ts';

/** What can come of an action. */
export const RESULTS = [
  'reached',
  'not-reached',
  'promise',
  'dispute',
  'paid',
  'invoice-not-received',
  'wrong-contact',
  'sent',
  'done',
] as const;
export type Result = (typeof RESULTS)[number];

/** A contact with the customer: there is at most one of them for a debtor on a day. */
export interface Contact {
  /** The most pressing first. */
  readonly place: number;
  /** It is a call, whatever else is to follow. */
  readonly call?: boolean;
  /** Somebody asked for it: it comes although the debtor was contacted today, or put off. */
  readonly asked?: boolean;
}

/** What there is to know of a kind of actions; its name alone says nothing to whoever gathers them. */
export interface ActionKind {
  /** Unique in the house. The ids of its actions begin with it. */
  readonly name: string;
  /** The place of its section in the whole list: from 100, broken promises, to 700, what is not due yet. */
  readonly rank: number;
  section(locale: Locale): string;
  /** Why it is on the agenda, in words. */
  reason(action: Action, locale: Locale): string;
  /** Its amount is money to come in. */
  readonly atStake: boolean;
  readonly contact?: Contact;
  /** What its card offers first. */
  buttons?(action: Action, locale: Locale): readonly Button[];
  /** Where it is handled: with a result on the agenda's card when left out, by its first button, or on a card of its own, which also says whose it is. */
  readonly handled?: 'by-button' | 'elsewhere';
  /** What can come of it; only "done" when left out. */
  results?(action: Action): readonly Result[];
  /** After it was handled it comes again: after some days while its reason is there when left out, on the next business day when nobody was reached, or never. */
  readonly again?: 'in-vain' | 'never';
}

/** What of a feature an action is about: each feature adds what its own actions carry (by declaration merging). */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by the features
export interface About {}

export interface Action {
  /** Stable from day to day for the same reason. */
  readonly id: string;
  /** The name of `is`. */
  readonly kind: string;
  readonly is: ActionKind;
  readonly debtor: Debtor;
  /** Minor units: what is chased, over the limit, unallocated (negative), falling due… */
  readonly amount: bigint;
  readonly currency: string;
  /** Days late for contacts (below 0: days until due); what the reason counts otherwise; else 0. */
  readonly days: number;
  /** E-mail of whoever acts; undefined when neither the debtor's file nor the roster names anyone. */
  readonly owner: string | undefined;
  /** Expected value in minor units of `currency`: the amount times the chance that acting today changes something [proposal]. */
  readonly risk: bigint;
  /** The day from which, or by which, it is to be done. */
  readonly due: Day;
  readonly about: About;
  /** Words of whoever asked for it, put it off or passed it on. */
  readonly note?: string | undefined;
  /** The first morning that showed it; the day itself for what no morning has shown yet. */
  readonly since?: Day | undefined;
  /** No reminder leaves on an old ledger: it waits for a new one. */
  readonly held?: boolean | undefined;
  /** Beyond the owner's capacity of the day. */
  readonly carried?: boolean | undefined;
}

/** What an action is made of, besides its kind. */
export interface Given extends Pick<Action, 'id' | 'debtor' | 'amount' | 'currency' | 'owner' | 'risk' | 'due' | 'note'> {
  readonly days?: number | undefined;
  readonly about?: About | undefined;
}

const NOTHING: About = {};

/** Written out, as `altered`: an object put together from others takes V8 twice the room, and there may be a hundred thousand. */
export function newAction(is: ActionKind, given: Given): Action {
  return {
    id: given.id,
    kind: is.name,
    is,
    debtor: given.debtor,
    amount: given.amount,
    currency: given.currency,
    days: given.days ?? 0,
    owner: given.owner,
    risk: given.risk,
    due: given.due,
    about: given.about ?? NOTHING,
    note: given.note,
    since: undefined,
    held: undefined,
    carried: undefined,
  };
}

/** The same action with what is known of it besides its reason. */
export function altered(action: Action, change: Partial<Pick<Action, 'owner' | 'note' | 'since' | 'held' | 'carried'>>): Action {
  return {
    id: action.id,
    kind: action.kind,
    is: action.is,
    debtor: action.debtor,
    amount: action.amount,
    currency: action.currency,
    days: action.days,
    owner: change.owner ?? action.owner,
    risk: action.risk,
    due: action.due,
    about: action.about,
    note: change.note ?? action.note,
    since: change.since ?? action.since,
    held: change.held ?? action.held,
    carried: change.carried ?? action.carried,
  };
}

// ---------------------------------------------------------------- what features offer

/** The day for which actions are gathered, about everybody or about one debtor. */
export interface ActionDay {
  readonly date: Day;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly roster: Roster;
  readonly owners: Owners;
  /** Those whom it is about, with their limits in force. */
  readonly debtors: ReadonlyMap<number, Debtor>;
  /** The only one whom it is about; undefined for everybody. */
  readonly debtorId: number | undefined;
  /** Balances smaller than this, in minor units, make no action. */
  readonly floor: bigint;
}

export interface Offered {
  readonly actions: readonly Action[];
  /** Debtors who are in other hands: nobody chases them. */
  readonly inOtherHands?: ReadonlySet<number>;
}

/** A feature's reasons to act. It is asked once for the whole portfolio, so that it reads in one go. */
export interface ActionSource {
  readonly kinds: readonly ActionKind[];
  find(read: Reads, day: ActionDay): Promise<Offered>;
}

export const actionSources = seam<ActionSource>('actions');

/** What a feature offers on the card of every contact: what may come of a talk. */
export interface ContactButton {
  /** The lowest first. */
  readonly rank: number;
  /** The result that leads to it. */
  readonly after?: Result;
  /** `action` is the contact's id, while it is still to be done. */
  button(of: { readonly debtor: number; readonly action?: string }, locale: Locale): Button;
}

const offeredButtons = seam<ContactButton>('contactButtons');

export function contactButtons(house: Parameters<typeof offeredButtons>[0]): readonly ContactButton[] {
  return inOrder(offeredButtons(house));
}

// ---------------------------------------------------------------- what was dealt with otherwise

/** What came of an action that something else dealt with: a promise, a letter. */
export interface DealtWith {
  readonly debtorId: number;
  /** The action's id. */
  readonly action: string;
  readonly result: Result;
  readonly note: string;
}

const listeners = seam<(act: Act, dealt: DealtWith) => Promise<void>>('dealtWith');

/** Tells whoever keeps the day's actions; one that was gone already stays so. */
export async function dealtWith(act: Act, dealt: DealtWith): Promise<void> {
  for (const listen of listeners(act)) await listen(act, dealt);
}
