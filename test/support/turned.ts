/** A core on a real store with a clock that a test turns, and a platform of one's own: what the use cases and the outbox worker need, without a server. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarOf } from '../../src/config/calendar.ts';
import type { Card } from '../../src/core/desk/card.ts';
import type { Core, Log, PageContent } from '../../src/core/desk/core.ts';
import {
  type Audience,
  type Gateway,
  type GatewayPlace,
  type OutgoingFile,
  PlatformError,
  type PlatformFault,
} from '../../src/core/desk/outbox.ts';
import type { Person } from '../../src/core/desk/people-ports.ts';
import type { Identity, PostedRef } from '../../src/core/desk/places.ts';
import { DEFAULT_POLICY, FEATURES, type CompanyPolicy as Policy } from '../../src/core/features.ts';
import type { ImportOptions } from '../../src/core/ledger/import-context.ts';
import { importFile } from '../../src/core/ledger/import-ledger.ts';
import type { ImportReport } from '../../src/core/ledger/report.ts';
import type { MailRoom } from '../../src/core/letters/mail-room.ts';
import { createReaders } from '../../src/files/apart.ts';
import { openReading } from '../../src/files/open.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { createUploads } from '../../src/files/uploads.ts';
import { createMailRoom } from '../../src/mail/mail-room.ts';
import { createStamps } from '../../src/stamps/stamps.ts';
import { type OpenedStore, openStore } from '../../src/store/open.ts';
import { spareStore } from './spare.ts';

export interface TurnedClock {
  now(): number;
  /** An ISO instant with offset. */
  turn(to: string): void;
  add(ms: number): void;
}

export function turnedClock(at: string): TurnedClock {
  let now = Date.parse(at);
  return {
    now: () => now,
    turn: (to) => {
      now = Date.parse(to);
    },
    add: (ms) => {
      now += ms;
    },
  };
}

/** One for all rooms: its thread stays warm. */
const readers = createReaders();

/** Who imports in tests. */
export const TESTER: Person = {
  ...{ id: 0, email: 'test', name: 'Test', roles: ['admin'], department: null, manager: null, backup: null },
  ...{ language: null, country: null, region: null },
};

/** A working platform in memory: it keeps what is posted, can be told to fail, and remembers keys as Slack's metadata does. */
export class MemoryPlatform implements Gateway {
  readonly platform = 'slack' as const;
  readonly posts: { readonly id: string; readonly key: string; readonly to: GatewayPlace; card: Card; readonly file?: OutgoingFile }[] = [];
  /** Faults to throw, one per post, before or after the message is there. */
  readonly faults: { readonly fault: PlatformFault; readonly posted: boolean; readonly retryAfter?: number }[] = [];
  /** Who reads each channel; a channel that is not listed has nobody in it. */
  readonly audiences = new Map<string, Audience>();
  canFind = true;
  /** Ids of users who were deactivated. */
  readonly gone = new Set<string>();
  /** The instant from which the last `find` looked. */
  askedSince = Number.NaN;
  calls = 0;
  /** What a post waits for before it is made, one per post. */
  readonly holds: Promise<void>[] = [];

  async post({ signal, ...message }: Parameters<Gateway['post']>[0] & { readonly file?: OutgoingFile }): Promise<PostedRef> {
    this.calls++;
    await this.holds.shift();
    if (signal?.aborted) throw new PlatformError('retry', 'it came too late');
    const fault = this.faults.shift();
    if (fault && !fault.posted) throw new PlatformError(fault.fault, 'told to fail', fault.retryAfter);
    const id = String(this.posts.length + 1);
    this.posts.push({ id, ...message });
    if (fault) throw new PlatformError(fault.fault, 'told to fail after posting', fault.retryAfter);
    return { tenant: 'T1', channel: placeId(message.to), id };
  }
  upload(message: Parameters<NonNullable<Gateway['upload']>>[0]): Promise<PostedRef> {
    return this.post(message);
  }
  async update(ref: PostedRef, card: Card): Promise<void> {
    const post = this.posts[Number(ref.id) - 1];
    if (!post) throw new PlatformError('refused', 'no such message');
    post.card = card;
  }
  async find(key: string, to: GatewayPlace, since: number): Promise<PostedRef | 'absent' | 'unknown'> {
    this.askedSince = since;
    if (!this.canFind) return 'unknown';
    const post = this.posts.find((p) => p.key === key);
    return post ? { tenant: 'T1', channel: placeId(to), id: post.id } : 'absent';
  }
  async audience(to: GatewayPlace): Promise<Audience | undefined> {
    return this.audiences.get(placeId(to)) ?? (to.kind === 'channel' ? { members: [], external: false } : undefined);
  }
  async isGone({ userId }: Identity): Promise<boolean> {
    return this.gone.has(userId);
  }
  async identify(email: string): Promise<{ platform: 'slack'; tenant: string; userId: string }> {
    return { platform: 'slack', tenant: 'T1', userId: email };
  }
}

function placeId(to: GatewayPlace): string {
  return to.kind === 'channel' ? to.id : `D-${to.identity.userId}`;
}

export interface TurnedCore {
  readonly core: Core & { readonly store: OpenedStore; readonly mailRoom: MailRoom };
  readonly clock: TurnedClock;
  readonly platform: MemoryPlatform;
  /** What was logged at warn or error, with its fields. */
  readonly logged: { readonly level: string; readonly message: string }[];
  import(name: string, content: string, options?: Partial<ImportOptions>): Promise<ImportReport>;
  close(): Promise<void>;
}

export const PEOPLE = [
  'email,name,roles,department,manager,backup,language,country,region',
  'anne@acme.example,Anne Admin,admin,,,,fr,,',
  'claire@acme.example,Claire Credit,credit-manager,,,,fr,,',
  'nadia@acme.example,Nadia Benali,collector,,claire@acme.example,,fr,,',
  'sofia@acme.example,Sofia Romano,sales,,,,en,,',
  'marc@acme.example,Marc Lemoine,sales-admin,,,,fr,,',
].join('\n');

/** The worked ledger of docs/rules/README.md: 22,000 open at 30 June 2026. */
export const EX = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Client Un,F1,2026-06-15,2026-07-15,10000.00,invoice',
  'C1,Client Un,F2,2026-05-21,2026-06-20,6000.00,invoice',
  'C1,Client Un,F3,2026-04-01,2026-05-01,4000.00,invoice',
  'C1,Client Un,AV1,2026-06-10,2026-06-10,-1000.00,credit-note',
  'C1,Client Un,F4,2026-01-16,2026-02-15,3000.00,invoice',
].join('\n');

export async function turnedCore(options: {
  readonly at: string;
  readonly policy?: Partial<Policy>;
  readonly url?: string;
  /** Of the company's own letters; none by default. */
  readonly templates?: string;
  /** The address that e-mails leave from; none by default: they cannot leave. */
  readonly mailFrom?: string;
}): Promise<TurnedCore> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-test-'));
  const store = await (options.url === undefined ? spareStore() : openStore(options.url));
  const clock = turnedClock(options.at);
  const platform = new MemoryPlatform();
  const logged: { level: string; message: string }[] = [];
  const log: Log = {
    info: () => {},
    warn: (_, message) => void logged.push({ level: 'warn', message }),
    error: (_, message) => void logged.push({ level: 'error', message }),
  };
  const policy: Policy = { ...DEFAULT_POLICY, channels: { agenda: { on: { slack: 'C1' }, allowed: [] } }, ...options.policy };
  const gateways = new Map([['slack', platform] as const]);
  const ids = { next: randomUUID };
  const house = {
    store,
    features: FEATURES,
    get platforms() {
      return [...gateways.keys()];
    },
    clock,
    ids,
    policy,
    calendar: calendarOf(policy.country),
    calendarFor: calendarOf,
  };
  const core = Object.assign(house, {
    uploads: createUploads(house, readers),
    papers: {
      pdf: async (cards: readonly Card[]) => new TextEncoder().encode(`%PDF ${cards.map((card) => card.title).join(' ')}`),
      page: ({ article, data }: PageContent) => `${article}\n${data}`,
    },
    gateways,
    stamps: createStamps(options.policy?.proof?.timeStamps),
    mailRoom: createMailRoom({ templates: options.templates ?? join(folder, 'templates'), from: options.mailFrom }),
    log,
  });
  return {
    core,
    clock,
    platform,
    logged,
    import: async (name, content, more = {}) => {
      const reading = await openReading(fileInMemory(name, content), { policy, locale: policy.language });
      return importFile(core, reading, { by: TESTER, ...more });
    },
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
