/** A feature's door: what it brings to the conversation, as data. The list of doors is in core/features.ts; the router, the schedule, the help and the manifests are made from what they bring. */
import type { Command } from './commands.ts';
import type { Happening, Reply, SharedFile } from './inbound.ts';
import type { IntentKind, IntentOf, IntentSpecs } from './intent.ts';
import { type Brought, partOf } from './part.ts';
import type { PermissionSpecs } from './policy.ts';
import type { Turn } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

/** Answers one intent. Any intent's own answer fits: which one it gets is the router's care. */
export type Answer = (turn: Turn, intent: never) => Replies;

/** What answers each intent of a feature: the kinds that begin with its word. */
export type Turns<Word extends string> = {
  readonly [K in IntentKind & `${Word}.${string}`]: (turn: Turn, intent: IntentOf<K>) => Replies;
};

export type OnShortcut = (turn: Turn, happening: Extract<Happening, { type: 'shortcut' }>) => Replies;

/** Words or files under a message of the bot; undefined when they are not this feature's. */
export type Hears = (turn: Turn, happening: Extract<Happening, { type: 'reply' }>) => Promise<readonly Reply[] | undefined>;

/** Files dropped in private that are nobody's exhibits. */
export type TakesFiles = (turn: Turn, files: readonly SharedFile[]) => Replies;

/** What a feature brings to the desk; seams of other rooms add their own keys beside these (`afterImport`, `actions`, …). */
export interface AtTheDesk {
  readonly intents?: IntentSpecs;
  readonly turns?: Readonly<Record<string, Answer>>;
  readonly commands?: readonly Command[];
  readonly shortcuts?: Readonly<Record<string, OnShortcut>>;
  readonly hears?: readonly Hears[];
  readonly files?: readonly TakesFiles[];
  /** Who may do what when the company has not said. */
  readonly permissions?: PermissionSpecs;
}

/** A door: its name, what it brings to the desk, and what it brings to seams that the desk does not know. */
export interface Feature extends AtTheDesk {
  readonly name: string;
}

/** What all of them bring together: lists one after the other, tables laid over each other. */
export type Gathered = Brought & { readonly [K in keyof AtTheDesk]-?: NonNullable<AtTheDesk[K]> };

const NOTHING: Gathered = { intents: {}, turns: {}, commands: [], shortcuts: {}, hears: [], files: [], permissions: {} };

/** Throws when two features bring the same thing: a fault of ours. */
export function gather(features: readonly Feature[]): Gathered {
  const all = new Map<string, unknown>(Object.entries(NOTHING));
  for (const { name, ...brings } of features)
    for (const [key, part] of Object.entries(brings))
      all.set(key, Array.isArray(part) ? [...listed(all.get(key)), ...part] : laid(all.get(key), part, name));
  return Object.assign({ ...NOTHING }, Object.fromEntries(all));
}

function listed(before: unknown): readonly unknown[] {
  return Array.isArray(before) ? before : [];
}

function laid(before: unknown, part: unknown, name: string): Readonly<Record<string, unknown>> {
  const table = new Map(Object.entries(before ?? {}));
  for (const [key, value] of Object.entries(part ?? {})) {
    if (table.has(key)) throw new Error(`${name} brings ${key}, which is there already`);
    table.set(key, value);
  }
  return Object.fromEntries(table);
}

/** What features bring to a room's own seam, under the key that the room declares. */
export function seam<Part>(key: string): (house: { readonly features: Brought }) => readonly Part[] {
  const part = partOf<readonly Part[]>(key);
  return ({ features }) => (Object.hasOwn(features, key) ? part(features) : []);
}
