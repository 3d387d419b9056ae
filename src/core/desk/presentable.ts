/** Cards and forms as every renderer can draw them: each text clean, and none empty where platforms refuse empty ones (Slack wants a character in every text object). */
import { cleanLine, cleanText, isBlank } from '../kernel/clean.ts';
import type { Block, Card, Field, Form, Option, Rich } from './card.ts';

/** Stands where there should be words and are none. */
export const NOTHING = '—';

/** A form without its intent, which carries no words of its own. */
export type FormShape = Omit<Form, 'intent'>;

/** The card without texts that show nothing; what must have a name and has none is called by a dash. A chart stays the same object: its picture is found by it. */
export function presentable(card: Card): Card {
  const { title, subtitle, blocks, fallback, amounts, locale } = card;
  const [head, small] = [cleanLine(title ?? ''), cleanLine(subtitle ?? '')];
  return {
    ...(head === '' ? {} : { title: head }),
    ...(small === '' ? {} : { subtitle: small }),
    blocks: blocks.flatMap(shownBlock),
    fallback: cleanLine(fallback) || head || 'Encours',
    amounts,
    locale,
  };
}

/** The form without words that say nothing. What can be chosen keeps its value, which comes back as the answer; what cannot is not chosen beforehand. */
export function presentableForm(form: Form): Form {
  return { ...presentableShape(form), intent: form.intent };
}

export function presentableShape({ title, submit, cancel, intro, fields, locale }: FormShape): FormShape {
  const shown = { title: name(title), submit: name(submit), cancel: name(cancel), fields: fields.map(shownField), locale };
  const said = cell(intro ?? '');
  return said === '' ? shown : { ...shown, intro: said };
}

/** What something is called: one line, a dash when there is nothing to read. */
export function name(text: string): string {
  return cleanLine(text) || NOTHING;
}

/** Of one or several lines; '' when there is nothing to see. */
function cell(text: string): string {
  const clean = cleanText(text);
  return isBlank(clean) ? '' : clean;
}

function rich(text: Rich): Rich {
  return typeof text === 'string' ? cleanText(text) : text.map((span) => ({ ...span, text: cleanText(span.text) }));
}

function isBlankRich(text: Rich): boolean {
  return typeof text === 'string' ? isBlank(text) : text.every((span) => isBlank(span.text));
}

function shownBlock(block: Block): readonly Block[] {
  switch (block.type) {
    case 'text': {
      const text = rich(block.text);
      return isBlankRich(text) ? [] : [{ ...block, text }];
    }
    case 'facts':
      return [{ ...block, facts: block.facts.map(({ label, value }) => ({ label: name(label), value: cell(value) || NOTHING })) }];
    case 'table': {
      const { where, ...rest } = block;
      const columns = block.columns.map((column) => ({ ...column, title: cleanLine(column.title) }));
      const way = cleanLine(where ?? '');
      return [{ ...rest, columns, rows: block.rows.map((row) => row.map(cell)), ...(way === '' ? {} : { where: way }) }];
    }
    case 'buttons':
      return [{ ...block, buttons: block.buttons.map((button) => ({ ...button, label: name(button.label) })) }];
    case 'chart':
    case 'divider':
      return [block];
  }
}

function shownField(field: Field): Field {
  const label = name(field.label);
  switch (field.type) {
    case 'text': {
      const { hint, initial, ...rest } = field;
      const [help, filled] = [cleanLine(hint ?? ''), cell(initial ?? '')];
      return { ...rest, label, ...(help === '' ? {} : { hint: help }), ...(filled === '' ? {} : { initial: filled }) };
    }
    case 'choice': {
      const { initial, ...rest } = field;
      const known = initial !== undefined && field.options.some((option) => option.value === initial);
      return { ...rest, label, options: field.options.map(shownOption), ...(known ? { initial } : {}) };
    }
    case 'choices': {
      const { initial, ...rest } = field;
      const values = new Set(field.options.map((option) => option.value));
      const known = initial === undefined ? {} : { initial: initial.filter((value) => values.has(value)) };
      return { ...rest, label, options: field.options.map(shownOption), ...known };
    }
    case 'date':
      return { ...field, label };
  }
}

function shownOption({ value, label }: Option): Option {
  return { value, label: name(label) };
}
