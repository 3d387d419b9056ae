/** Whatever the texts of a card or a form are made of, every renderer draws them: nothing broken, nothing empty where its platform refuses empty texts. */
import { createRequire } from 'node:module';
import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/cli/terminal.ts';
import type { Block, Card, Column, Field, Form } from '../../src/core/desk/card.ts';
import type { ChartSpec } from '../../src/core/desk/chart-spec.ts';
import { presentable, presentableForm } from '../../src/core/desk/presentable.ts';
import { drawPdf } from '../../src/pdf/draw.ts';
import { type Json, toAdaptive } from '../../src/platforms/adaptive.ts';
import { formJson, messageJson } from '../../src/platforms/local/render.ts';
import { renderForm, viewErrors } from '../../src/platforms/slack/modal.ts';
import { renderCard } from '../../src/platforms/slack/render.ts';
import { formCard, readSubmitted, reopened } from '../../src/platforms/teams/forms.ts';
import { messageOf } from '../../src/platforms/teams/render.ts';
import { faults } from '../platforms/slack/block-kit.ts';
import { anyText, isBroken } from '../support/any-text.ts';
import { runs } from '../support/chance.ts';

const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as typeof import('adaptivecards');

const name = fc.record({ text: anyText, bold: fc.boolean() });
const chart = (title: string, label: string): ChartSpec => ({
  kind: 'bars',
  locale: 'fr',
  title,
  unit: 'money',
  currency: 'EUR',
  bars: [{ label, value: 100n }],
});
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('text'), text: fc.oneof(anyText, fc.array(name, { maxLength: 3 })), quiet: fc.boolean() }),
  fc.record({ type: fc.constant('facts'), facts: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 3 }) }),
  fc.record({
    type: fc.constant('table'),
    columns: fc.tuple(...[0, 1, 2].map((): fc.Arbitrary<Column> => fc.record({ title: anyText, align: fc.constantFrom('left', 'right') }))),
    rows: fc.array(fc.array(anyText, { minLength: 3, maxLength: 3 }), { maxLength: 3 }),
    hidden: fc.nat(2),
    where: anyText,
  }),
  fc.record({
    type: fc.constant('buttons'),
    buttons: fc.array(fc.record({ label: anyText, intent: fc.constant({ kind: 'help' }) }), { maxLength: 3 }),
  }),
  fc.tuple(anyText, anyText).map(([title, label]): Block => ({ type: 'chart', spec: chart(title, label) })),
  fc.constant<Block>({ type: 'divider' }),
);
const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    title: anyText,
    subtitle: anyText,
    blocks: fc.array(anyBlock, { maxLength: 6 }),
    fallback: anyText,
    amounts: fc.boolean(),
    locale: fc.constantFrom('fr', 'en'),
  },
  { requiredKeys: ['blocks', 'fallback', 'amounts', 'locale'] },
);

const options = fc.uniqueArray(fc.record({ value: fc.string({ minLength: 1, maxLength: 9 }), label: anyText }), {
  maxLength: 4,
  selector: (o) => o.value,
});
const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ type: fc.constant('text'), id: fc.constant('a'), label: anyText, initial: anyText, hint: anyText, multiline: fc.boolean() }),
  fc.record({ type: fc.constant('choice'), id: fc.constant('b'), label: anyText, options }),
  fc.record({ type: fc.constant('choices'), id: fc.constant('c'), label: anyText, options }),
  fc.record({ type: fc.constant('date'), id: fc.constant('d'), label: anyText }),
);
const anyForm: fc.Arbitrary<Form> = fc
  .record({
    title: anyText,
    submit: anyText,
    cancel: anyText,
    intro: anyText,
    fields: fc.array(anyField, { maxLength: 4 }),
    locale: fc.constantFrom('fr', 'en'),
  })
  .map((form): Form => ({ ...form, fields: form.fields.map((f, i) => ({ ...f, id: `f${i}` })), intent: { kind: 'help' } }));

const NUL: Card = {
  title: '\u0000',
  blocks: [
    { type: 'text', text: '\u0000' },
    { type: 'facts', facts: [{ label: '\u0000', value: '\ud800' }] },
    { type: 'table', columns: [{ title: '\u2028' }], rows: [['\u0000'], ['\u0301']], where: '\u200b' },
    { type: 'buttons', buttons: [{ label: ' ', intent: { kind: 'help' } }] },
  ],
  fallback: '\u0000',
  amounts: false,
  locale: 'fr',
};
const origin = { channel: 'C1', direct: false };

/** Every text of what was drawn. */
function texts(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(texts) : [];
}

/** Adaptive Cards: parsed by Microsoft's own parser without a word; runs, titles, labels and choices are never blank (a non-breaking space holds a line open). */
function adaptiveFaults(json: Json): string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const events = card.validateProperties().validationEvents.map((e) => e.message);
  const blank: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && ['text', 'title', 'label', 'altText', 'fallbackText'].includes(key) && inner === '')
        blank.push(`${key} is empty`);
      walk(inner);
    }
  };
  walk(json);
  return [...parsed, ...events.filter((e) => !e.startsWith('Maximum number')), ...blank];
}

const examples: [Card][] = [[NUL]];

describe('a card of any text', () => {
  test('is the same when it is made presentable again', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const shown = presentable(card);
        expect(presentable(shown)).toEqual(shown);
        // A chart is drawn as it is; its words are asked for elsewhere.
        expect(texts(shown.blocks.filter((b) => b.type !== 'chart')).filter(isBroken)).toEqual([]);
        expect(shown.fallback).not.toBe('');
      }),
      { examples },
    );
  });

  test('in Slack', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const drawn = renderCard(card);
        expect(faults(drawn.blocks)).toEqual([]);
        expect(drawn.text.trim()).not.toBe('');
        expect(texts(drawn).filter(isBroken)).toEqual([]);
      }),
      { examples },
    );
  });

  test('in Teams and on the local page', () => {
    const message = {
      id: 1,
      channel: 'credit',
      thread: null,
      author: 'bot',
      only: null,
      text: 'x',
      at: 0,
      edited: 0,
      file: null,
      key: 'k',
    };
    fc.assert(
      fc.property(anyCard, (card) => {
        const drawn = toAdaptive(card, { imageUrl: () => undefined, maxBytes: 100_000 });
        expect(adaptiveFaults(drawn)).toEqual([]);
        for (const json of [drawn, messageOf(card, undefined), messageJson({ ...message, card }, 'nadia@demo.example').card])
          expect(texts(json).filter(isBroken)).toEqual([]);
      }),
      { examples },
    );
  });

  test('in a shell', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(isBroken(renderText(card))).toBe(false);
      }),
      { examples },
    );
  });

  test('on paper', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const paper = {
      title: 'Revue',
      author: 'Encours',
      locale: 'fr',
      page: (n: number, of: number) => `${n}/${of}`,
      paint: async () => png,
    } as const;
    await fc.assert(
      fc.asyncProperty(anyCard, async (card) => {
        expect((await drawPdf([card], paper)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
      }),
      // Each document reads its fonts anew: a few are enough, the example among them.
      { examples, numRuns: runs(8) },
    );
  });
});

describe('a form of any text', () => {
  const blank: [Form][] = [[{ title: '', submit: '', cancel: '', intro: '\u0000', fields: [], intent: { kind: 'help' }, locale: 'fr' }]];

  test('in Slack, with faults of any text', () => {
    fc.assert(
      fc.property(anyForm, anyText, (form, fault) => {
        const view = renderForm(form, origin);
        expect(faults(view.blocks, 100)).toEqual([]);
        const sentences = Object.values(viewErrors(view.blocks as types.KnownBlock[], { f0: fault }));
        for (const text of [view.title.text, view.submit?.text, view.close?.text, ...sentences]) expect(text?.trim()).not.toBe('');
        expect(texts([view.blocks, view.title, view.submit, view.close, sentences]).filter(isBroken)).toEqual([]);
      }),
      { examples: blank.map(([form]) => [form, '\u0000']) },
    );
  });

  test('in Teams, and shown again with answers and faults of any text', () => {
    fc.assert(
      fc.property(anyForm, anyText, (form, said) => {
        const card = formCard(form);
        expect(adaptiveFaults(card)).toEqual([]);
        const sent = readSubmitted({ ...formData(card), 'answer.f0': said });
        const again = sent && reopened(sent, { f0: said, '': said }, {});
        expect(again && adaptiveFaults(again)).toEqual([]);
        expect(texts([withoutData(card), again && withoutData(again)]).filter(isBroken)).toEqual([]);
      }),
      { examples: blank.map(([form]) => [form, '\u0000']) },
    );
  });

  test('on the local page', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { title, submit, cancel, intro, fields } = presentableForm(form);
        expect(formJson(form)).toMatchObject({ title, submit, cancel, intro: intro ?? '' });
        expect([title, submit, cancel, ...fields.map((f) => f.label)].filter((text) => text === '')).toEqual([]);
        expect(texts(formJson(form)).filter(isBroken)).toEqual([]);
      }),
      { examples: blank },
    );
  });
});

/** What the form's button sends. */
function formData(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null) return {};
  if ('type' in json && json.type === 'Action.Execute' && 'verb' in json && json.verb === 'submit' && 'data' in json)
    return Object(json.data);
  return (
    Object.values(json)
      .map(formData)
      .find((data) => Object.keys(data).length > 0) ?? {}
  );
}

/** A form without what travels beside it unseen. */
function withoutData(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json, (key, value) => (key === 'data' || key === 'value' ? undefined : value)));
}
