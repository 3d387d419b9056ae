/** One entry of an account's history: what was said, sent, agreed or noted, by whom and when. Entries are added, never rewritten: they are what a judge reads. */
import type { Day } from '../kernel/dates.ts';

export const EXCHANGE_KINDS = [
  /** Contacts: made by a person, in either direction. */
  'call',
  'email',
  'letter',
  'visit',
  'note',
  /** An agenda action was handled: `data.action` is its id, `data.result` what came of it. */
  'action',
  /** A promise to pay was made, kept, broken or withdrawn. */
  'promise',
  /** A delegated power was used. */
  'power',
] as const;
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];

export interface NewExchange {
  readonly debtorId: number;
  /** When it was written down, epoch milliseconds. */
  readonly at: number;
  /** The day on which it took place. */
  readonly day: Day;
  /** E-mail of the author; `system:…` for what the bot did by itself. */
  readonly actor: string;
  readonly kind: ExchangeKind;
  readonly text: string;
  readonly data: Readonly<Record<string, string>>;
  /** What makes a repeated entry harmless (an event's key, a step of a scenario). */
  readonly key?: string;
}

export interface Exchange extends Omit<NewExchange, 'key'> {
  readonly id: number;
}
