/** A Form as a Slack modal, the answers read back from it, and the modal shown again with a sentence at each faulty field. */
import type { types, ViewOutput, ViewStateValue } from '@slack/bolt';
import type { Field, Form, Option } from '../../core/desk/card.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import { presentableForm } from '../../core/desk/presentable.ts';
import { cut } from '../../core/kernel/clean.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { LIMITS, label } from './limits.ts';
import { fitText, plainText } from './text.ts';
import { WORDS } from './words.ts';

/** `callback_id` of a modal that holds a form. */
export const FORM = 'encours_form';
const ANSWER = 'answer';

/** Where a form was opened from; it comes back with the answers, in the view's private metadata, which only the app can read or write. */
export interface FormOrigin {
  readonly intent: string;
  readonly channel: string;
  readonly direct: boolean;
  readonly thread?: string;
  readonly responseUrl?: string;
  readonly locale: Locale;
}

export function renderForm(written: Form, origin: Omit<FormOrigin, 'intent' | 'locale'>): types.ModalView {
  const form = presentableForm(written);
  const words = WORDS[form.locale];
  const intro: types.KnownBlock[] =
    form.intro === undefined ? [] : [{ type: 'section', text: fitText(form.intro, LIMITS.sectionText, words.moreCharacters) }];
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: metadata({ ...origin, intent: encodeIntent(form.intent), locale: form.locale }),
    title: plainText(label(form.title, LIMITS.viewTitle)),
    submit: plainText(label(form.submit, LIMITS.viewButton)),
    close: plainText(label(form.cancel, LIMITS.viewButton)),
    blocks: fitView([...intro, ...form.fields.map((field) => fieldBlock(field, form.locale))], form),
  };
}

/** Slack wants at least one block and takes a hundred. */
function fitView(blocks: readonly types.KnownBlock[], form: Form): types.KnownBlock[] {
  if (blocks.length === 0) return [{ type: 'section', text: plainText(label(form.title, LIMITS.header)) }];
  if (blocks.length <= LIMITS.viewBlocks) return [...blocks];
  const shown = blocks.slice(0, LIMITS.viewBlocks - 1);
  return [...shown, { type: 'section', text: plainText(WORDS[form.locale].moreBlocks(blocks.length - shown.length)) }];
}

/** The response address is a convenience and goes first when the metadata is too long. */
function metadata(origin: FormOrigin): string {
  const whole = JSON.stringify(origin);
  if (whole.length <= LIMITS.privateMetadata) return whole;
  const { responseUrl: _, ...rest } = origin;
  return JSON.stringify(rest);
}

/** Undefined for a view that is not a form of ours. */
export function readOrigin(privateMetadata: string): FormOrigin | undefined {
  try {
    const origin: Partial<FormOrigin> | null = JSON.parse(privateMetadata);
    if (typeof origin?.intent !== 'string' || typeof origin.channel !== 'string') return undefined;
    return {
      ...origin,
      intent: origin.intent,
      channel: origin.channel,
      direct: origin.direct === true,
      locale: origin.locale === 'en' ? 'en' : 'fr',
    };
  } catch {
    return undefined;
  }
}

/** One sentence in a modal that cannot be submitted. */
export function noticeView(text: string, locale: Locale): types.ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS[locale].title),
    close: plainText(WORDS[locale].close),
    blocks: [{ type: 'section', text: fitText(text, LIMITS.sectionText, WORDS[locale].moreCharacters) }],
  };
}

function fieldBlock(field: Field, locale: Locale): types.KnownBlock {
  const words = WORDS[locale];
  const base = {
    type: 'input',
    block_id: cut(field.id, LIMITS.blockId),
    label: plainText(label(field.label, LIMITS.label)),
    optional: field.optional ?? false,
  } as const;
  switch (field.type) {
    case 'text': {
      const initial = field.initial ? cut(field.initial, LIMITS.initialText) : undefined;
      const element: types.PlainTextInput = {
        type: 'plain_text_input',
        action_id: ANSWER,
        multiline: field.multiline ?? false,
        ...(initial ? { initial_value: initial } : {}),
      };
      return { ...base, element, ...(field.hint ? { hint: plainText(label(field.hint, LIMITS.hint)) } : {}) };
    }
    case 'choice': {
      const { options, left } = drawOptions(field.options, LIMITS.options);
      if (options.length === 0) return nothingToChoose(field.label, locale);
      const initial = options.find((option) => option.value === field.initial);
      const element: types.StaticSelect = {
        type: 'static_select',
        action_id: ANSWER,
        options,
        ...(initial ? { initial_option: initial } : {}),
      };
      return { ...base, element, ...(left > 0 ? { hint: plainText(words.moreOptions(left)) } : {}) };
    }
    case 'choices': {
      const { options, left } = drawOptions(field.options, LIMITS.options);
      if (options.length === 0) return nothingToChoose(field.label, locale);
      const chosen = options.filter((option) => field.initial?.includes(option.value));
      const start = chosen.length > 0 ? { initial_options: chosen } : {};
      const element: types.Checkboxes | types.MultiStaticSelect =
        options.length <= LIMITS.checkboxes
          ? { type: 'checkboxes', action_id: ANSWER, options, ...start }
          : { type: 'multi_static_select', action_id: ANSWER, options, ...start };
      return { ...base, element, ...(left > 0 ? { hint: plainText(words.moreOptions(left)) } : {}) };
    }
    case 'date': {
      const element: types.Datepicker = {
        type: 'datepicker',
        action_id: ANSWER,
        ...(field.initial ? { initial_date: field.initial } : {}),
      };
      return { ...base, element };
    }
    default:
      return field satisfies never;
  }
}

function nothingToChoose(name: string, locale: Locale): types.KnownBlock {
  return {
    type: 'section',
    text: fitText([{ text: label(name, LIMITS.label), bold: true }, { text: `\n${WORDS[locale].noOption}` }], LIMITS.sectionText, String),
  };
}

interface DrawnOption extends types.PlainTextOption {
  readonly value: string;
}

function drawOptions(options: readonly Option[], max: number): { options: DrawnOption[]; left: number } {
  const drawn = options
    .filter((option) => option.value !== '' && option.value.length <= LIMITS.optionValue)
    .slice(0, max)
    .map((option) => ({ text: plainText(label(option.label, LIMITS.optionText)), value: option.value }));
  return { options: drawn, left: options.length - drawn.length };
}

type State = ViewOutput['state']['values'];

/** The answers by field: dates `YYYY-MM-DD`, several choices joined by a line feed, '' where nothing was given. */
export function readAnswers(state: State): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([field, values]) => [field, readValue(Object.values(values)[0])]));
}

function readValue(value: ViewStateValue | undefined): string {
  if (value?.selected_options) return value.selected_options.map((option) => option.value ?? '').join('\n');
  return value?.value ?? value?.selected_option?.value ?? value?.selected_date ?? '';
}

/** Errors by block, as Slack wants them: a sentence for a field that the view does not have goes to its first field. Empty when the view has no field at all. */
export function viewErrors(blocks: readonly types.KnownBlock[], errors: Readonly<Record<string, string>>): Record<string, string> {
  const inputs = blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
  const out: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(errors)) {
    const target = inputs.includes(field) ? field : inputs[0];
    if (target !== undefined) out[target] = [out[target], label(sentence, LIMITS.hint)].filter(Boolean).join(' ');
  }
  return out;
}

/** The submitted view again, with its answers kept and each error said above its field: for when Slack no longer takes errors in the acknowledgement. */
export function reopenedView(view: SubmittedView, errors: Readonly<Record<string, string>>): types.ModalView {
  const placed = viewErrors(view.blocks, errors);
  const blocks = view.blocks.flatMap((block): types.KnownBlock[] => {
    if (block.type !== 'input') return [block];
    const error = placed[block.block_id ?? ''];
    const warning: types.KnownBlock[] = error ? [{ type: 'section', text: plainText(`⚠ ${error}`) }] : [];
    return [...warning, keepAnswer(block, view.state.values[block.block_id ?? '']?.[ANSWER])];
  });
  const lost = Object.keys(placed).length > 0 ? [] : Object.values(errors);
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: view.private_metadata,
    title: view.title,
    blocks: [
      ...lost.map((error): types.KnownBlock => ({ type: 'section', text: plainText(`⚠ ${label(error, LIMITS.hint)}`) })),
      ...blocks,
    ].slice(0, LIMITS.viewBlocks),
    ...(view.submit ? { submit: view.submit } : {}),
    ...(view.close ? { close: view.close } : {}),
  };
}

export interface SubmittedView {
  readonly id: string;
  readonly private_metadata: string;
  readonly title: types.PlainTextElement;
  readonly submit: types.PlainTextElement | null;
  readonly close: types.PlainTextElement | null;
  readonly blocks: readonly types.KnownBlock[];
  readonly state: { readonly values: State };
}

/** The block with what was answered as its start, or with nothing when nothing was. */
function keepAnswer(block: types.InputBlock, value: ViewStateValue | undefined): types.InputBlock {
  const { element } = block;
  if (!value) return block;
  switch (element.type) {
    case 'plain_text_input': {
      const { initial_value: _, ...rest } = element;
      return { ...block, element: value.value ? { ...rest, initial_value: value.value } : rest };
    }
    case 'static_select': {
      const { initial_option: _, ...rest } = element;
      const chosen = element.options?.find((option) => option.value === value.selected_option?.value);
      return { ...block, element: chosen ? { ...rest, initial_option: chosen } : rest };
    }
    case 'checkboxes': {
      const { initial_options: _, ...rest } = element;
      const chosen = element.options.filter((option) => value.selected_options?.some((o) => o.value === option.value));
      return { ...block, element: chosen.length > 0 ? { ...rest, initial_options: chosen } : rest };
    }
    case 'multi_static_select': {
      const { initial_options: _, ...rest } = element;
      const chosen = element.options?.filter((option) => value.selected_options?.some((o) => o.value === option.value)) ?? [];
      return { ...block, element: chosen.length > 0 ? { ...rest, initial_options: chosen } : rest };
    }
    case 'datepicker': {
      const { initial_date: _, ...rest } = element;
      return { ...block, element: value.selected_date ? { ...rest, initial_date: value.selected_date } : rest };
    }
    default:
      return block;
  }
}
