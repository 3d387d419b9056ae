/** Forms within Slack's limits, with what was left out counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field, Form } from '../../../src/core/desk/card.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { readOrigin, renderForm } from '../../../src/platforms/slack/modal.ts';
import { runs } from '../../support/chance.ts';
import { faults } from './block-kit.ts';

const form = (...fields: Field[]): Form => ({
  title: 'Litige',
  submit: 'Ouvrir',
  cancel: 'Annuler',
  fields,
  intent: { kind: 'help' },
  locale: 'fr',
});
const options = (n: number) => Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label: `Choix ${i}` }));
const origin = { channel: 'C1', direct: false };

test('100 choices are offered; of 101, one is counted', () => {
  const drawn = (n: number) => renderForm(form({ type: 'choice', id: 'f', label: 'Motif', options: options(n) }), origin).blocks[0];
  expect(drawn(100)).not.toHaveProperty('hint');
  expect(drawn(101)).toMatchObject({ hint: { text: '… et 1 autre choix' } });
});

test('up to ten choices are boxes to tick, more are a list to choose several from', () => {
  const kind = (n: number) => {
    const [block] = renderForm(form({ type: 'choices', id: 'f', label: 'Factures', options: options(n), initial: ['v0'] }), origin).blocks;
    return block && 'element' in block && block.element.type;
  };
  expect([9, 10, 11].map(kind)).toEqual(['checkboxes', 'checkboxes', 'multi_static_select']);
});

test('a question without any choice says so, and does not keep the form from being sent', () => {
  const [block] = renderForm(form({ type: 'choice', id: 'f', label: 'Facture', options: [] }), origin).blocks;
  expect(block).toMatchObject({ type: 'section', text: { text: expect.stringContaining('Aucun choix') } });
});

test('the place comes back from the metadata; the response address gives way when it is too long', () => {
  const view = (responseUrl: string) => renderForm(form(), { ...origin, thread: '1.1', responseUrl }).private_metadata ?? '';
  expect(readOrigin(view('https://hooks.slack.com/x'))).toMatchObject({
    ...origin,
    thread: '1.1',
    responseUrl: 'https://hooks.slack.com/x',
  });
  expect(readOrigin(view(`https://hooks.slack.com/${'x'.repeat(3000)}`))).toEqual({
    ...origin,
    thread: '1.1',
    intent: expect.any(String),
    locale: 'fr',
  });
});

test.each(['', 'null', '{}', '[1]', '{"intent":3,"channel":"C1"}', 'not json'])('metadata that is not ours (%s) opens nothing', (text) => {
  expect(readOrigin(text)).toBeUndefined();
});

test('whatever the form, no limit of Slack is exceeded', () => {
  const text = fc.oneof(fc.string({ maxLength: 4000 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', '<!channel>'));
  const base = { label: text, optional: fc.boolean() };
  const option = fc.uniqueArray(fc.record({ value: fc.string({ minLength: 1, maxLength: 160 }), label: text }), {
    maxLength: 130,
    selector: (o) => o.value,
  });
  const field = fc.oneof(
    fc.record({ type: fc.constant('text' as const), ...base, initial: text, hint: text, multiline: fc.boolean() }),
    fc.record({ type: fc.constant('choice' as const), ...base, options: option }),
    fc.record({ type: fc.constant('choices' as const), ...base, options: option }),
    fc.record({ type: fc.constant('date' as const), ...base }),
  );
  const anyForm = fc.record({
    title: text,
    submit: text,
    cancel: text,
    intro: text,
    fields: fc.array(field, { maxLength: 120 }),
    locale: fc.constantFrom('fr', 'en'),
  });
  fc.assert(
    fc.property(anyForm, (some) => {
      const view = renderForm({ ...some, fields: some.fields.map((f, i) => ({ ...f, id: `f${i}` })), intent: { kind: 'help' } }, origin);
      expect(faults(view.blocks, 100)).toEqual([]);
      expect(view.blocks.length).toBeGreaterThan(0);
      for (const words of [view.title, view.submit, view.close]) expect(words?.text).toMatch(/^.{1,24}$/su);
      expect(view.private_metadata?.length).toBeLessThanOrEqual(LIMITS.privateMetadata);
    }),
    // An introduction that nobody sees became an empty block, which Slack refuses.
    { numRuns: runs(60), examples: [[{ title: '', submit: '', cancel: '', intro: '\u0000', fields: [], locale: 'fr' }]] },
  );
});
