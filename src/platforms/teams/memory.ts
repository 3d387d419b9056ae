/** What the Teams platform keeps for itself: where it was met, so that the bot can speak there of its own accord, and the charts that its cards show. */
import type { ChartSpec } from '../../core/desk/chart-spec.ts';

export type TeamsPlaceKind = 'team' | 'channel' | 'chat' | 'person';

/** A place of first contact (Microsoft calls it a conversation reference). */
export interface TeamsPlace {
  readonly tenant: string;
  readonly kind: TeamsPlaceKind;
  /** The team's, channel's or chat's own id; a person's Entra object id. */
  readonly id: string;
  /** Where the connector of this place answers; checked before it is kept. */
  readonly serviceUrl: string;
  /** Of a channel: its team. */
  readonly team: string | null;
  /** Of a person: the private conversation with the bot, and their account (29:…). */
  readonly conversation: string | null;
  readonly account: string | null;
  readonly name: string;
  readonly email: string | null;
}

/** `store.teams`: not part of a Tx, since for the core this is a platform like any other. */
export interface TeamsMemory {
  /** Adds or renews a place; what is null or empty in the new one keeps its known value. */
  save(place: TeamsPlace, at: number): Promise<void>;
  /** The bot was removed: a team goes with its channels. */
  forget(kind: TeamsPlaceKind, id: string): Promise<void>;
  find(kind: TeamsPlaceKind, id: string): Promise<TeamsPlace | undefined>;
  /** The channel, chat or person whose conversation has that id. */
  byConversation(conversation: string): Promise<TeamsPlace | undefined>;
  byEmail(email: string): Promise<TeamsPlace | undefined>;
  all(kind: TeamsPlaceKind): Promise<readonly TeamsPlace[]>;
  /** Keeps the figures of a chart until an instant. */
  keepPicture(digest: string, spec: ChartSpec, until: number, now: number): Promise<void>;
  picture(digest: string, now: number): Promise<ChartSpec | undefined>;
}
