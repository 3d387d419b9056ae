/** What the bot says of its own accord, and who delivers it: the chat platforms, and the mail server. */
import type { Card } from './card.ts';
import type { SharedFile } from './inbound.ts';
import type { Identity, PlatformName, PostedRef } from './places.ts';

/** Who carries a message out. */
export type CarrierName = PlatformName | 'mail';

/** Rows of one route are one worker's, so that chat never waits for a mail server. */
export type Route = 'chat' | 'mail';

/** One who is written to by e-mail, and who gets a copy. */
export interface MailPlace {
  readonly address: string;
  readonly copy?: string;
}

/** Where a message goes: a channel by its name in the policy (`agenda`, `disputes`, `committee`), a person, a platform's own channel id, or an e-mail address; in a thread when `thread` is the key of the outbox message that opened it. */
export type Destination =
  | { readonly to: 'channel'; readonly channel: string; readonly thread?: string }
  | { readonly to: 'person'; readonly personId: number; readonly thread?: string }
  | { readonly to: 'place'; readonly platform: PlatformName; readonly tenant: string; readonly id: string; readonly thread?: string }
  | ({ readonly to: 'address' } & MailPlace);

/** What the bot says of its own accord. `key` makes it unique for ever; `replaces` names the message whose posted card this one updates in place. */
export interface NewMessage {
  readonly key: string;
  readonly destination: Destination;
  readonly card: Card;
  readonly replaces?: string;
  /** Id of the kept file that is posted with the card's words; such a message stands alone and is never updated. Of an e-mail: the e-mail itself. */
  readonly file?: number;
  /** Whose message it is, as `letter:12`, when a feature waits for what becomes of it. */
  readonly about?: string;
}

/** `superseded`: an update that was never sent, because a newer one of the same card was there before its turn; it stands where the card stands. */
export type OutboxStatus = 'pending' | 'sending' | 'sent' | 'superseded' | 'failed' | 'refused' | 'unknown';

export interface OutboxMessage extends NewMessage {
  readonly id: number;
  /** Who delivers this row; a message to all configured platforms becomes one row for each. */
  readonly platform: CarrierName;
  readonly status: OutboxStatus;
  readonly attempts: number;
  /** An earlier try may have posted it: its worker died, or the reply was lost. */
  readonly doubt: boolean;
  /** In this try it may be out: from the claim on, or, of an e-mail, once the server was ready for it. */
  readonly handed: boolean;
  /** When it was said, epoch milliseconds: a post of it is never older. */
  readonly at: number;
  readonly ref: PostedRef | null;
  readonly error: string | null;
}

export interface OutboxReads {
  byKey(key: string, platform: CarrierName): Promise<OutboxMessage | undefined>;
  /** Where the card of that key stands: the message itself, or the first of its updates when that was posted in its stead. */
  posted(key: string, platform: CarrierName): Promise<PostedRef | undefined>;
  /** Rows by status, oldest first. */
  withStatus(status: OutboxStatus, limit: number): Promise<readonly OutboxMessage[]>;
  count(status: OutboxStatus): Promise<number>;
  /** Of these keys, those under which something was ever said. */
  said(keys: readonly string[]): Promise<readonly string[]>;
  /** Of these keys, the rows that failed, with why. */
  failures(keys: readonly string[]): Promise<readonly { readonly key: string; readonly platform: CarrierName; readonly error: string }[]>;
  /** Of the rows that ended the same way since an instant, and that nobody waits for: how many for each destination, most first; without those whose key begins so. */
  alike(
    ending: { readonly platform: CarrierName; readonly status: OutboxStatus; readonly error: string },
    since: number,
    without: string,
  ): Promise<readonly { readonly destination: Destination; readonly count: number }[]>;
  /** The newest delivered message at that place, to know what a reply in a thread belongs to. */
  byRef(platform: PlatformName, ref: { readonly channel: string; readonly id: string }): Promise<OutboxMessage | undefined>;
  /** What the message at that place is to show by now: its newest update, delivered or not yet. */
  current(platform: PlatformName, ref: { readonly channel: string; readonly id: string }): Promise<OutboxMessage | undefined>;
}

export interface OutboxWrites {
  /** Adds a message once per (key, platform); a second time changes nothing. */
  enqueue(message: NewMessage, platforms: readonly CarrierName[], at: number): Promise<void>;
  /** Claims a route's due rows (pending, or sending since before `staleBefore`) for sending; per destination the oldest first, never a row whose elder to the same place is undone. An update of a posted card that was never tried and that a newer one waits to replace is superseded instead. */
  claim(at: number, staleBefore: number, limit: number, route?: Route): Promise<readonly OutboxMessage[]>;
  /** The server is ready: from here on it may have the message. False, as of the next ones, when the claim is over. */
  hand(claim: Claim): Promise<boolean>;
  /** Its worker is alive, at that instant. False when the claim is over. */
  hold(claim: Claim, at: number): Promise<boolean>;
  /** Marks what was sent, all at once. Returns the ids whose claim is over: somebody else took the row since, and nothing of it is changed. */
  sent(delivered: readonly Delivered[], at: number): Promise<readonly number[]>;
  /** Back to pending, due at `nextAt`; `doubt` when this try may have posted; `left` when some have it and only these are waited for. */
  retry(claim: Claim, nextAt: number, error: string, doubt: boolean, left?: Destination): Promise<boolean>;
  /** The end of the row without delivery, or with an unknown outcome. What it had superseded is due again when nothing newer is shown or waits. */
  close(claim: Claim, status: 'failed' | 'refused' | 'unknown', error: string, at: number): Promise<boolean>;
}

/** A row as one worker took it: each claim counts one attempt more, so the number says whose claim it is. */
export type Claim = Pick<OutboxMessage, 'id' | 'attempts'>;

export interface Delivered {
  readonly claim: Claim;
  readonly ref: PostedRef;
}

/** Who can read a channel: members by identity, and those who must not see amounts. */
export interface Audience {
  readonly members: readonly {
    readonly identity: Identity;
    readonly name: string;
    readonly email: string | undefined;
    readonly guest: boolean;
    readonly bot: boolean;
  }[];
  /** The channel is shared with another company. */
  readonly external: boolean;
}

/** A kept file on its way to a platform. */
export interface OutgoingFile {
  readonly id: number;
  /** With its ending; one of its own in the place where it is posted, so that it is known again there. */
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** One message on its way. */
export interface Outgoing<Place> {
  readonly key: string;
  readonly to: Place;
  readonly card: Card;
  /** Once it is aborted nothing is posted any more: the row may be another worker's. */
  readonly signal?: AbortSignal;
  /** Awaited before the first byte by who can say when that is: what fails earlier surely never left. Throws when the row is another worker's. */
  readonly handing?: () => Promise<void>;
}

/** Where a message stands, and who did not get it of those to whom a copy went. */
export interface Posted extends PostedRef {
  readonly without?: readonly string[];
}

/** Carries messages of the outbox out. Faults are `PlatformError`s; anything else is our fault. */
export interface Carrier<Place> {
  /** Posts a card; `key` travels with it so that `find` can read it back after a crash. */
  post(message: Outgoing<Place>): Promise<Posted>;
  update(ref: PostedRef, card: Card): Promise<void>;
  /** Posts a file with the card's words beside it. A platform that takes no files leaves this out: the card is then posted with a sentence that says where the file is to be had. */
  upload?(message: Outgoing<Place> & { readonly file: OutgoingFile }): Promise<Posted>;
  /** Was the message of that key posted? `file` is the one that it brings, where files are taken. 'unknown' where nobody can be asked. */
  find(key: string, to: Place, since: number, file?: OutgoingFile): Promise<PostedRef | 'absent' | 'unknown'>;
}

/** A platform's outgoing side. */
export interface Gateway extends Carrier<GatewayPlace> {
  readonly platform: PlatformName;
  /** The files of a person's message, for one that is made an exhibit; left out where the platform cannot be asked. */
  filesOf?(message: PostedRef): Promise<readonly SharedFile[]>;
  /** Undefined when everyone there is known by construction. Of a private conversation: the person, where the platform can say that they are a guest by now. */
  audience(to: GatewayPlace): Promise<Audience | undefined>;
  /** Whether somebody who was met there is no member any more; left out where nobody can be asked. Throws a PlatformError. */
  isGone?(identity: Identity): Promise<boolean>;
  /** Who has this e-mail address on the platform, for a first private message to a person of the roster; undefined when nobody has. */
  identify(email: string): Promise<Identity | undefined>;
}

/** A resolved place: a platform channel id, or a person's identity (the gateway opens the private conversation); `thread` is the message that opens the thread. */
export type GatewayPlace =
  | { readonly kind: 'channel'; readonly id: string; readonly thread?: PostedRef }
  | { readonly kind: 'person'; readonly identity: Identity; readonly thread?: PostedRef };

export type PlatformFault =
  /** Wait `retryAfter` ms, then try again: nothing was posted. */
  | 'rate-limited'
  /** Nothing was posted; a later try may succeed. */
  | 'retry'
  /** Sent, but the reply was lost: it may have been posted. */
  | 'lost'
  /** It may have been posted, and nobody can be asked: it is not tried again. */
  | 'unknown'
  /** Nobody is there to read it: no such address, or a person who reads elsewhere. */
  | 'nobody'
  /** It will never succeed (no such channel, not a member, archived, token revoked): somebody must act. */
  | 'refused';

export class PlatformError extends Error {
  readonly fault: PlatformFault;
  readonly retryAfter: number | undefined;
  constructor(fault: PlatformFault, message: string, retryAfter?: number) {
    super(message);
    this.name = 'PlatformError';
    this.fault = fault;
    this.retryAfter = retryAfter;
  }
}

/** Some have it: only those of `left` still wait. */
export class PartlyPosted extends PlatformError {
  readonly left: Destination;
  constructor(left: Destination, message: string) {
    super('retry', message);
    this.left = left;
  }
}

/** How a message of the outbox ended. */
export type Outcome =
  | { readonly status: 'sent'; readonly without: readonly string[] }
  | { readonly status: 'failed' | 'refused' | 'unknown'; readonly why: string };
