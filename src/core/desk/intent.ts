/**
 * What a person wants, whatever they pressed or typed: one flat, versioned record, the same on every platform.
 * A payload comes back from the outside, so it is checked field by field and its texts are cleaned; whatever does not fit is refused, never trusted.
 */
import { cleanText } from '../kernel/clean.ts';

/** Every intent and its fields. `text` is at most 200 characters, `int` a safe integer; a `?` makes it optional. */
const INTENTS = {
  help: {},
  'debtor.find': { query: 'text' },
  'debtor.show': { debtor: 'int' },
  'debtor.share': { debtor: 'int' },
  'debtor.more': { debtor: 'int' },
  'aging.show': {},
  'figures.show': { words: 'text?' },
  'figures.proof': { what: 'text', words: 'text?' },
  'review.ask': { month: 'text?' },
  'chart.show': { words: 'text' },
  'chart.debtor': { chart: 'text', debtor: 'int' },
  'agenda.all': { date: 'int', page: 'int?' },
  'agenda.mine': { date: 'int', page: 'int?' },
  'agenda.open': { debtor: 'int', action: 'text' },
  'agenda.next': { date: 'int' },
  'agenda.done': { debtor: 'int', action: 'text' },
  'agenda.later': { debtor: 'int', action: 'text' },
  'agenda.pass': { debtor: 'int', action: 'text' },
  'dispute.find': { query: 'text' },
  'dispute.form': { debtor: 'int', item: 'int?' },
  'dispute.open': { debtor: 'int?', items: 'text?', exhibit: 'text?' },
  'dispute.list': { debtor: 'int?' },
  'dispute.show': { dispute: 'int' },
  'dispute.take': { dispute: 'int' },
  'dispute.ask': { dispute: 'int' },
  'dispute.wait': { dispute: 'int' },
  'dispute.resume': { dispute: 'int' },
  'dispute.pass': { dispute: 'int' },
  'dispute.settle': { dispute: 'int' },
  'dispute.credited': { dispute: 'int' },
  'dispute.files': { dispute: 'int' },
  'away.set': { words: 'text' },
  'promise.find': { query: 'text' },
  'promise.form': { debtor: 'int', words: 'text?', action: 'text?' },
  'promise.make': { debtor: 'int', action: 'text?' },
  'promise.list': { debtor: 'int?' },
  'promise.withdraw': { promise: 'int' },
  'note.write': { words: 'text' },
  'note.form': { debtor: 'int' },
  'note.add': { debtor: 'int?', exhibit: 'text?' },
  'history.find': { words: 'text' },
  'history.show': { debtor: 'int', words: 'text?', page: 'int?' },
  'score.show': { debtor: 'int' },
  'mandate.find': { query: 'text' },
  'mandate.grant': { debtor: 'int', words: 'text', token: 'text' },
  'mandate.form': { debtor: 'int' },
  'mandate.use': { debtor: 'int', token: 'text' },
  'mandate.ask': { use: 'int' },
  'mandate.lift': { use: 'int' },
  'mandate.credited': { use: 'int' },
  'mandate.list': {},
  'mandate.wish': { words: 'text' },
  'letter.find': { words: 'text' },
  'letter.form': { debtor: 'int', action: 'text?' },
  'letter.preview': { debtor: 'int', template: 'text?', action: 'text?' },
  'letter.make': { debtor: 'int', template: 'text', how: 'text', seen: 'text', action: 'text?' },
  'evidence.find': { words: 'text' },
  'evidence.make': { debtor: 'int' },
  'letters.ask': { words: 'text' },
  'letters.go': { segment: 'text', template: 'text', seen: 'text' },
  'motion.find': { subject: 'text', query: 'text', amount: 'text?', until: 'text?' },
  'motion.form': { subject: 'text', debtor: 'int?', amount: 'text?', until: 'text?' },
  'motion.propose': { subject: 'text', debtor: 'int?' },
  'motion.list': {},
  'motion.show': { motion: 'int' },
  'motion.dossier': { motion: 'int' },
  'motion.minutes': { motion: 'int' },
  'motion.vote': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.ballot': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.cast': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.chair': { motion: 'int', what: 'text' },
  'motion.extend': { motion: 'int' },
  'motion.done': { motion: 'int', what: 'text' },
  'motion.period': { words: 'text' },
  'motion.papers': { from: 'int', to: 'int', publish: 'int' },
  'import.accept': { upload: 'text' },
  'import.discard': { upload: 'text' },
} as const satisfies Record<string, Record<string, FieldType>>;

type FieldType = 'text' | 'int' | 'text?' | 'int?';
type Specs = typeof INTENTS;
type Value<T> = T extends 'text' | 'text?' ? string : number;
type Fields<S> = { readonly [F in keyof S as S[F] extends `${string}?` ? never : F]: Value<S[F]> } & {
  readonly [F in keyof S as S[F] extends `${string}?` ? F : never]?: Value<S[F]>;
};

export type IntentKind = keyof Specs;
export type IntentOf<K extends IntentKind> = { [P in K]: { readonly kind: P } & Fields<Specs[P]> }[K];
export type Intent = IntentOf<IntentKind>;

const VERSION = 1;
const MAX_TEXT = 200;

/** The payload of a button: under 2,000 characters, the smallest limit among the platforms (Slack, `value` of a button). */
export function encodeIntent(intent: Intent): string {
  return JSON.stringify({ v: VERSION, ...intent });
}

/** Reads a payload back; undefined when it is forged, damaged, of another version or of a kind that is gone. */
export function decodeIntent(payload: unknown): Intent | undefined {
  const raw = typeof payload === 'string' ? parseJson(payload) : payload;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(raw));
  const kind = fields.get('kind');
  if (fields.get('v') !== VERSION || typeof kind !== 'string' || !Object.hasOwn(INTENTS, kind)) return undefined;
  const spec: Readonly<Record<string, FieldType>> = INTENTS[kind as IntentKind];
  const clean: Record<string, unknown> = { kind };
  for (const [name, type] of Object.entries(spec)) {
    const value = fields.get(name);
    if (value === undefined && type.endsWith('?')) continue;
    if (type.startsWith('text') ? !isText(value) : !Number.isSafeInteger(value)) return undefined;
    clean[name] = typeof value === 'string' ? cleanText(value) : value;
  }
  return clean as Intent;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
