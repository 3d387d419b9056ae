/** A form as inputs in a card (or in a dialog), and its answers back: it carries its own shape, so that it can be shown again with its faults after a restart and on any instance. */
import { z } from 'zod';
import type { Field, Form } from '../../core/desk/card.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import { type FormShape, name, presentableShape } from '../../core/desk/presentable.ts';
import { cut, isBlank } from '../../core/kernel/clean.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { byteLength, type Json, type JsonObject } from '../adaptive.ts';
import { MAX_CARD } from './limits.ts';
import { WORDS } from './words.ts';

export const SUBMIT = 'submit';
export const CANCEL = 'cancel';
/** Answers come back beside the form's own data: this keeps them apart. */
const ANSWER = 'answer.';
/** A client draws more options than this as a list to search in. */
const LIST = 12;

const base = { id: z.string(), label: z.string(), optional: z.boolean().optional() };
const options = z.array(z.object({ value: z.string(), label: z.string() }));
const SHAPE = z.object({
  title: z.string(),
  submit: z.string(),
  cancel: z.string(),
  intro: z.string().optional(),
  locale: z.enum(['fr', 'en']),
  fields: z.array(
    z.discriminatedUnion('type', [
      z.object({
        ...base,
        type: z.literal('text'),
        multiline: z.boolean().optional(),
        initial: z.string().optional(),
        hint: z.string().optional(),
      }),
      z.object({ ...base, type: z.literal('choice'), options, initial: z.string().optional() }),
      z.object({ ...base, type: z.literal('choices'), options, initial: z.array(z.string()).optional() }),
      z.object({ ...base, type: z.literal('date'), initial: z.string().optional() }),
    ]),
  ),
});

/** What comes back when a form is sent or given up. */
const DATA = z.object({ form: z.string(), origin: z.string().optional(), own: z.boolean().optional(), shape: z.unknown().optional() });

export interface Submitted {
  /** The form's intent, unchecked. */
  readonly payload: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Where the form was asked for, signed, when that is not where it stands. */
  readonly origin: string | undefined;
  /** The form is a message of its own: there is no other card under it. */
  readonly own: boolean;
  /** The form without its intent, which travels beside it; undefined when it was too large to carry itself. */
  readonly shape: FormShape | undefined;
}

export interface FormOptions {
  readonly origin?: string | undefined;
  readonly own?: boolean;
  /** A dialog has its own title, its own way to be closed, and sends with Action.Submit. */
  readonly dialog?: boolean;
  readonly errors?: Readonly<Record<string, string>>;
}

export function formCard(form: Form, more: FormOptions = {}): JsonObject {
  return shapeCard(form, encodeIntent(form.intent), more);
}

/** The sent form again, with what was filled in and a sentence at each fault; undefined when it did not carry itself. */
export function reopened(sent: Submitted, errors: Readonly<Record<string, string>>, more: FormOptions): JsonObject | undefined {
  if (!sent.shape) return undefined;
  const fields = sent.shape.fields.map((field) => filled(field, sent.answers[field.id]));
  return shapeCard({ ...sent.shape, fields }, sent.payload, { ...more, errors });
}

function shapeCard(shape: FormShape, payload: string, more: FormOptions): JsonObject {
  const carried = presentableShape(shape);
  const { fields } = carried;
  const most = Math.max(0, ...fields.map((f) => ('options' in f ? f.options.length : 0)));
  // What is too large first no longer carries itself, then shows fewer options.
  for (const [limit, self] of [[most, true], ...halvings(most).map((n) => [n, false] as const)] as const) {
    const card = draw(carried, payload, more, limit, self);
    if (byteLength(card) <= MAX_CARD || limit === 0) return card;
  }
  return draw(carried, payload, more, 0, false);
}

function halvings(most: number): readonly number[] {
  return most <= 1 ? [most, 0] : [most, ...halvings(Math.floor((most * 4) / 5))];
}

function draw(shape: FormShape, payload: string, more: FormOptions, limit: number, self: boolean): JsonObject {
  const { origin, own, dialog, errors = {} } = more;
  const data = {
    form: payload,
    ...(origin === undefined ? {} : { origin }),
    ...(own ? { own } : {}),
    ...(self ? { shape: asJson(shape) } : {}),
  };
  const general = errors[''] === undefined ? [] : [errors['']];
  const body = [
    ...(dialog ? [] : [line(shape.title, { weight: 'Bolder', size: 'Medium' })]),
    ...(shape.intro === undefined ? [] : shape.intro.split('\n').map((text) => line(text))),
    ...general.map(fault),
    ...shape.fields.flatMap((field) => [
      ...input(field, limit, shape.locale),
      ...(errors[field.id] === undefined ? [] : [fault(errors[field.id] ?? '')]),
    ]),
  ];
  const send = dialog
    ? { type: 'Action.Submit', title: shape.submit, data }
    : { type: 'Action.Execute', title: shape.submit, verb: SUBMIT, style: 'positive', data };
  const stop = {
    type: 'Action.Execute',
    title: shape.cancel,
    verb: CANCEL,
    associatedInputs: 'None',
    data: { form: payload, ...(own ? { own } : {}) },
  };
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: shape.title,
    body: [...body, { type: 'ActionSet', actions: dialog ? [send] : [send, stop] }],
  };
}

function input(field: Field, limit: number, locale: Locale): readonly JsonObject[] {
  const w = WORDS[locale];
  const common = {
    id: `${ANSWER}${field.id}`,
    label: inert(field.label),
    ...(field.optional ? {} : { isRequired: true, errorMessage: w.required }),
  };
  switch (field.type) {
    case 'text':
      return [
        {
          type: 'Input.Text',
          ...common,
          ...(field.multiline ? { isMultiline: true } : {}),
          ...(field.hint === undefined ? {} : { placeholder: field.hint }),
          ...(field.initial === undefined ? {} : { value: field.initial }),
        },
      ];
    case 'date':
      return [{ type: 'Input.Date', ...common, ...(field.initial === undefined ? {} : { value: field.initial }) }];
    case 'choice':
    case 'choices': {
      const initial = field.type === 'choice' ? (field.initial === undefined ? [] : [field.initial]) : (field.initial ?? []);
      const shown = field.options.filter((o, i) => i < limit || initial.includes(o.value));
      const hidden = field.options.length - shown.length;
      const more = hidden > 0 ? [line(w.moreOptions(hidden), { isSubtle: true, size: 'Small' })] : [];
      // Microsoft's clients refuse a list that holds nothing.
      if (shown.length === 0) return [line(field.label, { weight: 'Bolder' }), ...(hidden > 0 ? more : [line(w.noOption)])];
      return [
        {
          type: 'Input.ChoiceSet',
          ...common,
          ...(field.type === 'choices'
            ? { isMultiSelect: true, style: 'expanded' }
            : { style: shown.length > LIST ? 'filtered' : 'compact' }),
          choices: shown.map((o) => ({ title: inert(o.label), value: encodeURIComponent(o.value) })),
          ...(initial.length === 0 ? {} : { value: initial.map(encodeURIComponent).join(',') }),
        },
        ...more,
      ];
    }
    default:
      return field satisfies never;
  }
}

/** Labels may be read as Markdown: a name must not become a link. */
function inert(text: string): string {
  return text.replace(/\](?=\()/g, ']\u2060').replace(/<(?=\w|\/)/g, '<\u2060');
}

function line(text: string, run: JsonObject = {}): JsonObject {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: isBlank(text) ? '\u00a0' : text, ...run }] };
}

function fault(text: string): JsonObject {
  return line(name(text), { color: 'Attention' });
}

function filled(field: Field, answer: string | undefined): Field {
  if (answer === undefined) return field;
  return field.type === 'choices' ? { ...field, initial: answer === '' ? [] : answer.split('\n') } : { ...field, initial: answer };
}

/** Undefined when the data is no form of ours. */
export function readSubmitted(data: unknown): Submitted | undefined {
  const read = DATA.safeParse(data);
  if (!read.success || typeof data !== 'object' || data === null) return undefined;
  const shape = SHAPE.safeParse(read.data.shape);
  const many = new Set(shape.success ? shape.data.fields.filter((f) => f.type === 'choices').map((f) => f.id) : []);
  const chosen = new Set(shape.success ? shape.data.fields.filter((f) => 'options' in f).map((f) => f.id) : []);
  const answers: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) {
    if (!name.startsWith(ANSWER)) continue;
    const id = name.slice(ANSWER.length);
    const text = typeof value === 'string' ? cut(value, 10_000) : '';
    answers[id] =
      chosen.has(id) || !shape.success
        ? text
            .split(many.has(id) ? ',' : '\n')
            .map(decode)
            .join('\n')
        : text;
  }
  const { form, origin, own } = read.data;
  return { payload: form, answers, origin, own: own === true, shape: shape.success ? defined(shape.data) : undefined };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without properties that are undefined, which the form's own type does not know. */
function defined(shape: z.infer<typeof SHAPE>): FormShape {
  return JSON.parse(JSON.stringify(shape));
}

function asJson(shape: FormShape): Json {
  return JSON.parse(JSON.stringify(shape));
}
