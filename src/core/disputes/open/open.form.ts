/** The form that opens a dispute. */
import type { Field, Form, Option } from '../../desk/card.ts';
import type { Intent } from '../../desk/intent.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { DisputableItem } from '../case/ports.ts';
import { REASONS, type Reason } from '../case/reason.ts';
import { disputeTexts } from '../case/texts.ts';

interface Opening {
  readonly intent: Intent;
  /** The invoices offered; none: the person writes the references. */
  readonly items: readonly DisputableItem[];
  readonly chosen: readonly number[];
  readonly refs?: string;
  readonly amount?: string;
  readonly reason?: Reason | undefined;
  readonly said?: string;
}

/** How many invoices a choice offers: Slack's limit of options. */
const MAX_OPTIONS = 100;

/** A field is filled with words or not at all: Slack refuses an empty initial value. */
function filled(words: string | undefined): { readonly initial?: string } {
  return words ? { initial: words } : {};
}

export function openForm(opening: Opening, locale: Locale): Form {
  const t = disputeTexts(locale);
  const { items, chosen, reason } = opening;
  const itemWords = (item: DisputableItem): string => t.form.item(item.ref, format.exactMoney(item.open, item.currency, locale));
  // Invoices that were named need no question: they stand above the form, and in its intent.
  const named = items.filter((item) => chosen.includes(item.id));
  const invoices = invoicesField(opening, itemWords, locale);
  const options: Option[] = REASONS.map((value) => ({ value, label: t.reasons[value] }));
  return {
    title: t.form.open,
    submit: t.form.submit,
    cancel: t.form.cancel,
    ...(named.length > 0 ? { intro: named.map(itemWords).join('\n') } : {}),
    fields: [
      ...(named.length > 0 ? [] : [invoices]),
      {
        type: 'text',
        id: 'amount',
        label: t.form.amount,
        multiline: true,
        optional: true,
        ...filled(opening.amount),
        hint: t.form.amountHint,
      },
      { type: 'choice', id: 'reason', label: t.form.reason, options, ...(reason === undefined ? {} : { initial: reason }) },
      { type: 'text', id: 'said', label: t.form.said, multiline: true, ...filled(opening.said) },
      { type: 'text', id: 'exhibits', label: t.form.exhibits, optional: true, hint: t.form.exhibitsHint },
    ],
    intent: opening.intent,
    locale,
  };
}

/** The references to write, or the open invoices to choose from. */
function invoicesField({ items, refs }: Opening, itemWords: (item: DisputableItem) => string, locale: Locale): Field {
  const t = disputeTexts(locale).form;
  if (items.length === 0) return { type: 'text', id: 'refs', label: t.invoice, multiline: true, ...filled(refs) };
  const options = items.slice(0, MAX_OPTIONS).map((item) => ({ value: String(item.id), label: itemWords(item) }));
  return { type: 'choices', id: 'items', label: t.items, options };
}
