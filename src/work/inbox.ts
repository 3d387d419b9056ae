/**
 * The inbox at work: keeps what people do in the database, or, when that does not take it in time, in this machine's journal; has it done at once by whoever kept
 * it, and later by whoever finds it; and tells its author when it could not be done.
 */
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import { act, languageOf } from '../core/desk/act.ts';
import { sentence } from '../core/desk/card.ts';
import type { Core } from '../core/desk/core.ts';
import { type Deed, type Inbox, type KeptDeed, Undoable, type WaitingDeed } from '../core/desk/inbox.ts';
import type { Identity, PlatformName } from '../core/desk/places.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { type Pauses, pauseAfter } from '../core/kernel/back-off.ts';
import { localTime } from '../core/kernel/dates.ts';
import { causeOf, messageOf } from '../core/kernel/errors.ts';
import * as format from '../core/kernel/format.ts';
import type { Journal } from './journal.ts';
import { Together } from './together.ts';
import { createWorkLoop, type WorkLoop } from './work-loop.ts';

/** The database's share of the three seconds in which Slack wants to hear that something arrived. */
const SHARE_MS = 1_000;
/** Whoever has a deed in hand says so at least this often; after `CLAIM_MS` of silence it is anybody's. */
const CLAIM_MS = 15_000;
const HOLD_MS = 5_000;
const IDLE_MS = 1_000;
/** While others arrive, a deed begins at least this often. */
const HEAR_MS = 100;
/** Deeds that were found, in hand at once. */
const IN_HAND = 20;
const AT_ONCE = 200;
/** A form with long answers is below; whoever sends more is no person. */
const MAX_BYTES = 512 << 10;
const PAUSES: Pauses = { firstMs: 1_000, longestMs: 300_000 };
/** Then it is told that it could not be done. */
const PATIENCE_MS = 86_400_000;

export interface InboxWorker extends Inbox {
  readonly loop: WorkLoop;
  /** How many deeds are in hand. */
  readonly inHand: number;
  /** Waits, at most so many ms, for what is in hand; what is not done by then stays kept. */
  settle(ms: number): Promise<void>;
}

interface InHand extends Deed {
  /** Whether its row is new; it may be on its way for long. */
  readonly row: Promise<boolean>;
  readonly tries: number;
  readonly since: number;
}

/** `claimMs` is for tests. */
export function createInbox(core: Core, journal: Journal, { claimMs = CLAIM_MS }: { readonly claimMs?: number } = {}): InboxWorker {
  const { store, clock, log } = core;
  const hand = new Map<string, InHand>();
  const running = new Set<Promise<void>>();
  const platforms = new Map<PlatformName, (deed: WaitingDeed) => Promise<void>>();

  let arrivals = 0;
  /** One deed begins in each turn of the loop, and none while others arrive, of whom each turn lets in one: whoever comes is heard first. */
  let begun: Promise<void> = Promise.resolve();
  const nextTurn = (): Promise<void> => {
    begun = begun.then(async () => {
      const end = performance.now() + HEAR_MS;
      for (let heard: number | undefined; heard !== arrivals && performance.now() < end; ) {
        heard = arrivals;
        await breath();
      }
    });
    return begun;
  };

  const dueOf = (key: string): number => clock.now() + (hand.has(key) ? claimMs : 0);
  const keepAll = (deeds: readonly Deed[]): Promise<readonly string[]> =>
    store.transact((tx) => {
      const due = deeds.map((deed) => ({ ...deed, due: dueOf(deed.key) }));
      return tx.inbox.keep(due, clock.now());
    }, 'sure');
  const rows = new Together<Deed, boolean>(async (deeds) => {
    const fresh = new Set(await keepAll(deeds));
    return ({ key }) => fresh.has(key);
  }, AT_ONCE);
  const ends = new Together<string, void>(async (keys) => {
    await store.transact((tx) => tx.inbox.end(keys, clock.now()));
    return () => {};
  }, AT_ONCE);

  async function keep(asked: Omit<Deed, 'at'>): Promise<KeptDeed | undefined> {
    arrivals++;
    const deed: Deed = { ...asked, at: clock.now() };
    const line = JSON.stringify(deed);
    if (Buffer.byteLength(line) > MAX_BYTES) throw new Error(`${deed.key} is too large to be kept`);
    if (hand.has(deed.key)) return undefined;
    // A database that stands still already gets no time of its own.
    const share = rows.underWay > SHARE_MS ? 0 : SHARE_MS;
    const row = rows.add(deed);
    const kept: InHand = { ...deed, row, tries: 0, since: performance.now() };
    hand.set(deed.key, kept);
    const inTime = await Promise.race([row.catch(() => undefined), sleep(share, undefined, { ref: false })]);
    if (inTime === false) {
      hand.delete(deed.key);
      return undefined;
    }
    if (inTime === undefined)
      await journal.add(line).catch((error: unknown) => {
        hand.delete(deed.key);
        throw error;
      });
    return { go: (work) => void carry(kept, work) };
  }

  /** Resolves when it is over, however it went. */
  function carry(deed: InHand, work: () => Promise<void>): Promise<void> {
    const done: Promise<void> = nextTurn()
      .then(work)
      .then(
        () => end(deed),
        (error: unknown) => failed(deed, error),
      )
      .catch((error: unknown) =>
        log.error({ key: deed.key, cause: causeOf(error) }, 'what became of a deed could not be noted; it comes again'),
      )
      .finally(() => {
        hand.delete(deed.key);
        running.delete(done);
      });
    running.add(done);
    return done;
  }

  async function end(deed: InHand): Promise<void> {
    await arrived(deed);
    await ends.add(deed.key);
  }

  /** Its row has come, or never will: one that came after its end would stay. */
  const arrived = async (deed: InHand): Promise<void> => void (await deed.row.catch(() => undefined));

  async function failed(deed: InHand, error: unknown): Promise<void> {
    const { key, tries, at } = deed;
    const now = clock.now();
    log.warn({ key, tries, cause: messageOf(error) }, 'a deed could not be done yet');
    if (error instanceof Undoable || now - at > PATIENCE_MS) return giveUp(deed, messageOf(error));
    const pause = pauseAfter(PAUSES, tries, Math.random());
    await arrived(deed);
    await store.transact((tx) => tx.inbox.postpone(key, now + pause, messageOf(error)));
  }

  /** Told to its author, in the transaction that ends it. */
  async function giveUp(deed: InHand, why: string): Promise<void> {
    const { key, identity, name, at } = deed;
    log.error({ key, why }, 'a deed could not be done: its author is told');
    await arrived(deed);
    const person = await store.read.people.byIdentity(identity);
    const locale = languageOf(core, person);
    const { day } = localTime(at, core.policy.timeZone);
    const card = sentence(
      deskTexts(locale).inbox.lost(name, format.date(day, locale, localTime(clock.now(), core.policy.timeZone).day)),
      locale,
    );
    await act(core, { by: 'system:inbox' }, async (under) => {
      if (person) await under.tell(person.id, `inbox:${key}`, card);
      await under.tx.inbox.end([key], under.at);
    });
  }

  /** What an earlier hour, or another process, left in a journal. */
  async function emptyJournals(): Promise<void> {
    if (!(await journal.waits())) return;
    await journal.empty(async (lines) => {
      const deeds = lines.flatMap(readLine);
      for (let i = 0; i < deeds.length; i += AT_ONCE) await keepAll(deeds.slice(i, i + AT_ONCE));
    });
  }

  async function holdOn(): Promise<void> {
    const now = performance.now();
    const keys = [...hand.values()].filter((deed) => now - deed.since > HOLD_MS).map((deed) => deed.key);
    if (keys.length > 0) await store.transact((tx) => tx.inbox.hold(keys, clock.now() + claimMs));
  }

  /** What was taken, each until its end. */
  async function takeDue(): Promise<readonly Promise<void>[]> {
    const room = IN_HAND - hand.size;
    if (room <= 0 || !(await store.read.inbox.isDue(clock.now()))) return [];
    const found = await store.transact((tx) => tx.inbox.claim(clock.now(), clock.now() + claimMs, room, [...hand.keys()]));
    return found.map((deed) => {
      const kept = { ...deed, row: Promise.resolve(true), since: performance.now() };
      hand.set(deed.key, kept);
      return carry(kept, async () => {
        const again = platforms.get(deed.identity.platform);
        if (!again) throw new Undoable(`${deed.identity.platform} is not configured any more`);
        await again(deed);
      });
    });
  }

  const loop = createWorkLoop({
    idleMs: IDLE_MS,
    pass: async (stopped) => {
      await emptyJournals();
      for (let taken = 0; ; ) {
        await holdOn();
        const found = await takeDue();
        taken += found.length;
        if (found.length === 0 || stopped()) return taken;
        // The next ones at once, unless one of these takes its time.
        await Promise.race([Promise.all(found), sleep(IDLE_MS, undefined, { ref: false })]);
      }
    },
    onFault: (error) => log.error({ cause: causeOf(error) }, 'the inbox could not be read'),
  });

  return {
    loop,
    get inHand() {
      return hand.size;
    },
    keep,
    serve: (platform, again) => void platforms.set(platform, again),
    async sayLater(identity, key, card, channel) {
      const { platform, tenant } = identity;
      const person = channel === undefined ? await store.read.people.byIdentity(identity) : undefined;
      if (channel === undefined && !person) return false;
      const destination = person
        ? ({ to: 'person', personId: person.id } as const)
        : ({ to: 'place', platform, tenant, id: channel ?? '' } as const);
      await act(core, { by: `system:${platform}` }, (under) => under.say({ key, destination, card }, [platform]));
      return true;
    },
    knows: async (identity: Identity) => (await store.read.people.byIdentity(identity)) !== undefined,
    async settle(ms) {
      const over = sleep(ms, undefined, { ref: false });
      while (running.size > 0 && (await Promise.race([Promise.allSettled(running).then(() => true), over])));
      if (running.size > 0) log.warn({ inHand: running.size }, 'the process ends with deeds in hand: they are kept, and done later');
    },
  };
}

/** A line that a crash cut off was never acknowledged. */
function readLine(line: string): readonly Deed[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
