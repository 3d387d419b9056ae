/** An account's history as people see it, and the form that adds to it. */
import type { Exchange } from '../debtors/exchange.ts';
import type { TimelineEntry } from '../debtors/timeline.ts';
import type { Block, Button, Card, Field, Form } from '../desk/card.ts';
import type { Intent } from '../desk/intent.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { authorOf, type Reader, whenOf } from './entry.words.ts';
import { historyTexts } from './history.text.ts';
import type { HistoryPage } from './read-history.ts';
import { NOTED_KINDS, type NotedKind } from './words.ts';

/** Words of one entry on a card; the shell and the evidence file show all of them. */
const SHOWN = 400;

function entryBlock(entry: TimelineEntry, reader: Reader): Block {
  const words = entry.words(reader.locale);
  const text = words.length > SHOWN ? `${cut(words, SHOWN)}…` : words;
  const head = `${whenOf(entry, reader)} · ${historyTexts(reader.locale).kinds[entry.kind]} · ${authorOf(entry, reader)}`;
  return { type: 'text', text: [{ text: head, bold: true }, { text: `\n${text}` }] };
}

export function historyCard(debtor: Debtor, shown: HistoryPage, words: string, reader: Reader): Card {
  const { locale } = reader;
  const t = historyTexts(locale);
  const { entries, total, page, pages } = shown;
  const more: Button[] =
    page < pages
      ? [{ label: t.buttons.next, intent: { kind: 'history.show', debtor: debtor.id, words: cut(words, 200), page: page + 1 } }]
      : [];
  const none = words === '' ? t.empty : t.nothingFound(words);
  const blocks: Block[] = entries.length === 0 ? [{ type: 'text', text: none }] : entries.map((entry) => entryBlock(entry, reader));
  return {
    title: t.title(debtor.name),
    subtitle: [debtor.code, words === '' ? t.all(total) : t.found(total, words), ...(pages > 1 ? [t.page(page, pages)] : [])].join(' · '),
    blocks: [
      ...blocks,
      {
        type: 'buttons',
        buttons: [
          ...more,
          { label: t.buttons.note, intent: { kind: 'note.form', debtor: debtor.id } },
          { label: t.buttons.evidence, intent: { kind: 'evidence.make', debtor: debtor.id } },
          { label: t.buttons.open, intent: { kind: 'debtor.show', debtor: debtor.id } },
        ],
      },
    ],
    fallback: t.title(debtor.name),
    amounts: true,
    locale,
  };
}

/** "Dernière action : appel du mer. 18 nov., « virement vendredi » (M. Petit)". */
export function lastLine(exchange: Exchange, asOf: Day, locale: Locale): string {
  const t = historyTexts(locale);
  const text = exchange.text.length > 120 ? `${cut(exchange.text, 120)}…` : exchange.text;
  return t.last(
    format.date(exchange.day, locale, asOf),
    t.kinds[exchange.kind].toLowerCase(),
    text.replace(/\s+/gu, ' '),
    exchange.data.who ?? '',
  );
}

export interface Noting {
  readonly intent: Intent;
  /** One: nothing to ask; several: to choose from; none: a name is to be written. */
  readonly debtors: readonly Debtor[];
  readonly query?: string;
  readonly kind: NotedKind;
  readonly day: Day;
  readonly who?: string;
  readonly said?: string;
}

function filled(words: string | undefined): { readonly initial?: string } {
  return words ? { initial: words } : {};
}

export function noteForm(noting: Noting, locale: Locale): Form {
  const t = historyTexts(locale);
  const { debtors } = noting;
  const [only, second] = debtors;
  const known = only && !second ? only : undefined;
  const options = debtors.map((d) => ({ value: String(d.id), label: `${d.name} · ${d.code}` }));
  const debtor: readonly Field[] = known
    ? []
    : second
      ? [{ type: 'choice', id: 'debtor', label: t.form.debtor, options }]
      : [{ type: 'text', id: 'query', label: t.form.debtor, hint: t.form.debtorHint, ...filled(noting.query) }];
  return {
    title: t.form.title,
    submit: t.form.submit,
    cancel: t.form.cancel,
    ...(known ? { intro: `${known.name} · ${known.code}` } : {}),
    fields: [
      ...debtor,
      {
        type: 'choice',
        id: 'kind',
        label: t.form.kind,
        options: NOTED_KINDS.map((value) => ({ value, label: t.kinds[value] })),
        initial: noting.kind,
      },
      { type: 'date', id: 'day', label: t.form.day, initial: isoDay(noting.day) },
      { type: 'text', id: 'who', label: t.form.who, optional: true, ...filled(noting.who) },
      { type: 'text', id: 'said', label: t.form.said, multiline: true, ...filled(noting.said) },
    ],
    intent: noting.intent,
    locale,
  };
}
