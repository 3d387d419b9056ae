/** A letter as people see it before it leaves, the choice of letters, and a run before and after it. */
import type { Block, Button, Card, Form } from '../desk/card.ts';
import { deskTexts } from '../desk/texts.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import type { Debtor } from '../ledger/parties.ts';
import { askedOf, digestOfLetter, type LeftOut, type Letter, type LetterBlock } from './letter.ts';
import { letterTexts } from './letters.text.ts';
import type { Run } from './plan-run.ts';
import type { LetterWay } from './ports.ts';
import type { Previewed } from './preview-letter.ts';
import type { Template } from './template.ts';

function blockOf(block: LetterBlock): Block {
  switch (block.type) {
    case 'table':
      return { type: 'table', columns: block.columns, rows: [...block.rows, block.total] };
    case 'heading':
      return { type: 'text', text: block.spans.map((span) => ({ ...span, bold: true })) };
    case 'item':
      return { type: 'text', text: [{ text: '• ' }, ...block.spans] };
    case 'paragraph':
      return { type: 'text', text: block.spans };
  }
}

/** The letter word by word, to whom it goes, what is left out, and how it may leave. */
export function previewCard(previewed: Previewed, locale: Locale): Card {
  const { letter, ledgerDay, promised, changed } = previewed;
  const t = letterTexts(locale);
  const money = (minor: bigint): string => format.exactMoney(minor, letter.currency, locale);
  const quiet = (text: string): Block => ({ type: 'text', text, quiet: true });
  const address = letter.to.slice(1).join(', ');
  const notes = [
    ...(changed ? [t.preview.changed] : []),
    ...(letter.company === '' ? [t.preview.noCompany] : []),
    letter.email === null ? t.preview.noEmail : t.preview.to(letter.email),
    letter.hasAddress ? t.preview.postal(address) : t.preview.noAddress,
    ...(letter.disputed > 0n ? [t.preview.disputed(money(letter.disputed))] : []),
    ...(promised
      ? [t.preview.promised(format.exactMoney(promised.minor, promised.currency, locale), format.date(promised.dueDay, locale, letter.day))]
      : []),
    ...(letter.others.length > 0 ? [t.preview.others(letter.others.join(', '))] : []),
  ];
  return {
    title: t.preview.title(letter.title, letter.debtorName),
    subtitle: t.preview.subtitle(t.preview.languages[letter.locale], ledgerLine(ledgerDay, letter.day, locale)),
    blocks: [
      ...notes.map(quiet),
      { type: 'divider' },
      { type: 'text', text: [{ text: letter.subject, bold: true }] },
      ...letter.blocks.map(blockOf),
      { type: 'buttons', buttons: waysOf(previewed, locale) },
    ],
    fallback: t.preview.title(letter.title, letter.debtorName),
    amounts: true,
    locale,
  };
}

/** An e-mail is sent first, a letter is printed first; the other ways stand beside it. */
function waysOf({ letter, sends, action }: Previewed, locale: Locale): readonly Button[] {
  const t = letterTexts(locale).buttons;
  const seen = digestOfLetter(letter);
  const way = (how: LetterWay, label: string): Button => ({
    label,
    intent: {
      kind: 'letter.make',
      debtor: letter.debtorId,
      template: letter.template,
      how,
      seen,
      ...(action === undefined ? {} : { action }),
    },
  });
  const send = sends && letter.email !== null ? [way('send', t.send(letter.email))] : [];
  const draft = letter.email === null ? [] : [way('draft', t.draft)];
  const paper = way('paper', t.paper);
  const [first, ...rest] = letter.kind === 'email' ? [...send, ...draft, paper] : [paper, ...send, ...draft];
  return first ? [{ ...first, style: 'primary' }, ...rest] : rest;
}

/** Which letter: the templates in the debtor's language. */
export function templateForm(debtor: Debtor, templates: readonly Template[], action: string | undefined, locale: Locale): Form {
  const t = letterTexts(locale).form;
  return {
    title: t.title,
    submit: t.submit,
    cancel: t.cancel,
    intro: `${debtor.name} · ${debtor.code}`,
    fields: [
      {
        type: 'choice',
        id: 'template',
        label: t.template,
        options: templates.slice(0, 50).map(({ name, title }) => ({ value: name, label: title })),
      },
    ],
    intent: { kind: 'letter.preview', debtor: debtor.id, ...(action === undefined ? {} : { action }) },
    locale,
  };
}

// ---------------------------------------------------------------- runs

/** Debtors named on a card about a run. */
const NAMED = 10;

function names(debtors: readonly Pick<Debtor, 'name'>[], locale: Locale): string {
  const shown = debtors.slice(0, NAMED).map((d) => d.name);
  const hidden = debtors.length - shown.length;
  return [...shown, ...(hidden > 0 ? [deskTexts(locale).andMore(hidden)] : [])].join(', ');
}

function sums(letters: readonly Letter[], locale: Locale): string {
  const byCurrency = new Map<string, bigint>();
  for (const l of letters) {
    byCurrency.set(l.currency, (byCurrency.get(l.currency) ?? 0n) + askedOf(l));
  }
  return [...byCurrency].map(([currency, minor]) => format.exactMoney(minor, currency, locale)).join(' + ');
}

function outLines(run: Run, locale: Locale): Block[] {
  const t = letterTexts(locale).run;
  const out = [...run.out].filter(([, debtors]) => debtors.length > 0);
  if (out.length === 0) return [];
  const line = ([why, debtors]: readonly [LeftOut, readonly Debtor[]]): string =>
    // Nobody wants the names of those who owe nothing.
    t.outLine(t.out[why], debtors.length, why === 'nothing' ? '' : names(debtors, locale));
  const all = out.reduce((sum, [, debtors]) => sum + debtors.length, 0);
  return [
    { type: 'text', text: [{ text: t.leftOut(all), bold: true }] },
    { type: 'text', text: out.map(line).join('\n') },
  ];
}

export function runCard(run: Run, sends: boolean, locale: Locale): Card {
  const t = letterTexts(locale);
  const { letters, segment, template, how } = run;
  const title = t.run.title(template.title, segment);
  const money = (l: Letter): string => format.exactMoney(askedOf(l), l.currency, locale);
  const to = (l: Letter): string => (how === 'paper' ? l.to.slice(-1).join('') : (l.email ?? ''));
  const rows = letters.slice(0, NAMED).map(({ letter }) => [letter.debtorName, money(letter), to(letter)]);
  const go: Button = {
    label: how === 'send' && sends ? t.buttons.goSend(letters.length) : t.buttons.go(letters.length),
    intent: { kind: 'letters.go', segment, template: template.name, seen: run.digest },
    style: 'primary',
  };
  const hidden = letters.length - rows.length;
  const blocks: Block[] =
    letters.length === 0
      ? [{ type: 'text', text: t.run.nobody }]
      : [
          {
            type: 'text',
            text: [
              {
                text: t.run.ask(
                  letters.length,
                  sums(
                    letters.map((l) => l.letter),
                    locale,
                  ),
                ),
                bold: true,
              },
            ],
          },
          {
            type: 'table',
            columns: t.run.columns.map((name, i) => ({ title: name, ...(i === 1 ? { align: 'right' as const } : {}) })),
            rows,
            ...(hidden > 0 ? { hidden } : {}),
          },
        ];
  return {
    title,
    blocks: [...blocks, ...outLines(run, locale), ...(letters.length > 0 ? [{ type: 'buttons' as const, buttons: [go] }] : [])],
    fallback: title,
    amounts: true,
    locale,
  };
}

export function reportCard(run: Run, made: readonly Letter[], again: readonly Debtor[], locale: Locale): Card {
  const t = letterTexts(locale).run;
  const title = t.report(run.template.title, run.segment);
  const more = new Map(run.out);
  if (again.length > 0) more.set('today', [...(more.get('today') ?? []), ...again]);
  return {
    title,
    blocks: [
      { type: 'text', text: [{ text: made.length === 0 ? t.nobody : t.made(made.length, sums(made, locale)), bold: true }] },
      ...outLines({ ...run, out: more }, locale),
    ],
    fallback: title,
    amounts: true,
    locale,
  };
}
