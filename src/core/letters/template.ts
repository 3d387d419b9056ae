/** A letter's template: Markdown-like text with `{{fields}}` under a head of `name: value` lines; every fault is named with its file and line. */
import { cut } from '../kernel/clean.ts';
import { fold } from '../kernel/fold.ts';
import type { Locale } from '../kernel/locale.ts';

/** Fields that are words within a sentence. */
export const WORD_FIELDS = [
  'company',
  'company.siren',
  'debtor',
  'debtor.code',
  'contact',
  'sender',
  'sender.email',
  'date',
  'reference',
  'total',
  'count',
  'oldest.ref',
  'oldest.due',
  'oldest.days',
  'disputed',
  'interest',
  'rates',
  'indemnity',
  'indemnity.each',
  'indemnity.count',
  'waived',
  'grandtotal',
  'upcoming',
  'deadline',
  'law',
  'notice',
  'promise',
  'lastletter',
  'payment',
] as const;
/** Fields that stand alone on their line: tables. */
export const BLOCK_FIELDS = ['items', 'interest.lines', 'upcoming.items'] as const;
export type WordField = (typeof WORD_FIELDS)[number];
export type BlockField = (typeof BLOCK_FIELDS)[number];

export type Piece = { readonly text: string; readonly bold: boolean } | { readonly field: WordField; readonly bold: boolean };

export type TemplateBlock =
  | { readonly type: 'heading' | 'paragraph' | 'item'; readonly pieces: readonly Piece[] }
  | { readonly type: 'table'; readonly field: BlockField };

export type LetterKind = 'email' | 'letter';

export interface Template {
  /** The file's name without language and extension: `formal-notice`. */
  readonly name: string;
  readonly locale: Locale;
  readonly kind: LetterKind;
  /** What people call it. */
  readonly title: string;
  /** Other names, folded. */
  readonly aliases: readonly string[];
  readonly subject: readonly Piece[];
  readonly blocks: readonly TemplateBlock[];
  readonly fields: ReadonlySet<WordField | BlockField>;
}

export interface TemplateFault {
  readonly file: string;
  readonly line: number;
  readonly fault:
    | 'unknown-field'
    | 'open-field'
    | 'alone'
    | 'no-head'
    | 'unknown-head'
    | 'missing-head'
    | 'bad-kind'
    | 'bad-name'
    | 'empty'
    /** A folder or a device, too large, or nothing that may be read. */
    | 'unreadable';
  /** The field or the name at fault. */
  readonly what: string;
}

const HEADS = ['title', 'subject', 'kind', 'aliases'] as const;

/** Reads a template. Every fault at once. */
export function parseTemplate(
  file: string,
  source: string,
): { readonly template: Template } | { readonly faults: readonly TemplateFault[] } {
  const faults: TemplateFault[] = [];
  const fault = (line: number, kind: TemplateFault['fault'], what: string): void => void faults.push({ file, line, fault: kind, what });
  const named = /^([a-z0-9-]{1,40})\.(fr|en)\.md$/.exec(file);
  if (!named) fault(1, 'bad-name', file);
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) fault(1, 'no-head', '---');
  const head = headOf(lines.slice(1, Math.max(1, end)), fault);
  const kind = head.get('kind');
  if (kind !== undefined && kind !== 'email' && kind !== 'letter') fault(lineOf(lines, 'kind'), 'bad-kind', kind);
  for (const name of ['title', 'subject', 'kind'] as const) if (!head.get(name)) fault(1, 'missing-head', name);
  const pieces = (text: string, line: number): Piece[] => piecesOf(text, (kind2, what) => fault(line, kind2, what));
  const subject = pieces(head.get('subject') ?? '', lineOf(lines, 'subject'));
  const blocks = blocksOf(lines, Math.max(0, end) + 1, pieces, fault);
  if (blocks.length === 0) fault(lines.length, 'empty', file);
  if (faults.length > 0 || !named) return { faults };
  const used = [...subject, ...blocks.flatMap((b) => (b.type === 'table' ? [] : b.pieces))].flatMap((p) => ('field' in p ? [p.field] : []));
  const fields = new Set<WordField | BlockField>([...used, ...blocks.flatMap((b) => (b.type === 'table' ? [b.field] : []))]);
  const aliases = (head.get('aliases') ?? '')
    .split(',')
    .map(fold)
    .filter((a) => a !== '');
  const [, name = '', locale] = named;
  return {
    template: {
      name,
      locale: locale === 'en' ? 'en' : 'fr',
      kind: kind === 'letter' ? 'letter' : 'email',
      title: head.get('title') ?? name,
      aliases,
      subject,
      blocks,
      fields,
    },
  };
}

type Fault = (line: number, kind: TemplateFault['fault'], what: string) => void;

function headOf(lines: readonly string[], fault: Fault): ReadonlyMap<string, string> {
  const head = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const m = /^([a-z]+):\s*(.*)$/.exec(line);
    if (line.trim() === '') continue;
    if (m?.[1] && HEADS.some((known) => known === m[1])) head.set(m[1], (m[2] ?? '').trim());
    else fault(i + 2, 'unknown-head', m?.[1] ?? cut(line, 40));
  }
  return head;
}

function lineOf(lines: readonly string[], name: string): number {
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith(`${name}:`)),
    ) + 1
  );
}

/** Paragraphs are parted by empty lines; their own line breaks stay. */
function blocksOf(lines: readonly string[], from: number, pieces: (text: string, line: number) => Piece[], fault: Fault): TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  let open: Piece[] | undefined;
  for (const [i, raw] of lines.slice(from).entries()) {
    const at = from + i + 1;
    const line = raw.trimEnd();
    const table = /^\{\{\s*([a-z.]+)\s*\}\}$/.exec(line.trim());
    const field = BLOCK_FIELDS.find((known) => known === table?.[1]);
    if (line === '') open = undefined;
    else if (field) {
      open = undefined;
      blocks.push({ type: 'table', field });
    } else if (line.startsWith('# ') || line.startsWith('- ')) {
      open = undefined;
      blocks.push({ type: line.startsWith('#') ? 'heading' : 'item', pieces: pieces(line.slice(2), at) });
    } else if (open) open.push({ text: '\n', bold: false }, ...pieces(line, at));
    else {
      open = pieces(line, at);
      blocks.push({ type: 'paragraph', pieces: open });
    }
    for (const alone of BLOCK_FIELDS) if (!field && line.includes(`{{${alone}}}`)) fault(at, 'alone', alone);
  }
  return blocks;
}

/** "**Total : {{total}}**" → bold words, a bold field. */
function piecesOf(text: string, fault: (kind: 'unknown-field' | 'open-field', what: string) => void): Piece[] {
  const pieces: Piece[] = [];
  let bold = false;
  for (const part of text.split(/(\*\*|\{\{[^{}]*\}\})/)) {
    if (part === '**') bold = !bold;
    else if (part.startsWith('{{')) {
      const name = part.slice(2, -2).trim();
      const field = WORD_FIELDS.find((known) => known === name);
      if (field) pieces.push({ field, bold });
      else if (!BLOCK_FIELDS.some((known) => known === name)) fault('unknown-field', name);
    } else if (part !== '') {
      if (/\{\{|\}\}/.test(part)) fault('open-field', cut(part, 40));
      pieces.push({ text: part, bold });
    }
  }
  return pieces;
}

/** The template of that name, or of one of its aliases, in a language, else in any. */
export function templateOf(all: readonly Template[], words: string, locale: Locale): Template | undefined {
  const asked = fold(words).replace(/[\s_]+/g, '-');
  const plain = asked.replace(/-/g, '');
  const named = all.filter((t) => t.name === asked || [t.name, ...t.aliases].some((alias) => alias.replace(/[\s-]/g, '') === plain));
  return named.find((t) => t.locale === locale) ?? named[0];
}

/** All templates of a company: its own over the product's, and what is wrong with them. */
export interface Templates {
  readonly all: readonly Template[];
  readonly faults: readonly TemplateFault[];
}
