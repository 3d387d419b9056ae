/** Cards as Adaptive Cards: valid by Microsoft's own parser, never over the size asked for, and what was cut is counted in the card. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card } from '../../src/core/desk/card.ts';
import { altText } from '../../src/core/desk/chart-spec.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { type AdaptiveOptions, byteLength, type Json, type JsonObject, toAdaptive } from '../../src/platforms/adaptive.ts';
import { runs } from '../support/chance.ts';
import { decodeIntent } from '../support/conversation.ts';
import { agedCard, agendaCard, debtorCard } from './local/cards.ts';

// Its ES module has imports that Node cannot resolve; the bundle is what the page loads.
const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as typeof import('adaptivecards');

const roomy: AdaptiveOptions = { imageUrl: (_, i) => `/chart/${i}.png`, maxBytes: 1_000_000 };

/** What Microsoft's parser and validator have to say; nothing when the card is right. */
function findings(json: JsonObject): readonly string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...parsed, ...card.validateProperties().validationEvents.map((e) => e.message)];
}

/** All objects of a type, wherever they are. */
function all(json: Json, type: string): readonly JsonObject[] {
  if (Array.isArray(json)) return json.flatMap((j: Json) => all(j, type));
  if (typeof json !== 'object' || json === null) return [];
  const object = json as JsonObject;
  return [...(object.type === type ? [object] : []), ...Object.values(object).flatMap((j) => all(j, type))];
}

const texts = (json: Json): string =>
  all(json, 'TextRun')
    .map((run) => String(run.text))
    .join('\n');
const withBlocks = (...blocks: Block[]): Card => ({ title: 'Titre', blocks, fallback: 'en bref', amounts: true, locale: 'fr' });
const rows = (count: number): Block => ({
  type: 'table',
  columns: [{ title: 'Nom' }, { title: 'Montant', align: 'right' }],
  rows: Array.from({ length: count }, (_, i) => [`Débiteur ${i}`, `${i} €`]),
  hidden: 5,
  where: 'Tout voir',
});

const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '[x](http://evil.example)',
    '**gras**',
    '=HYPERLINK("x")',
    '{{DATE(2026-01-01T00:00:00Z)}}',
    '<at>Nadia</at>',
    'a\nb',
  ),
);
const intent: fc.Arbitrary<Intent> = fc.oneof(
  fc.constant<Intent>({ kind: 'aging.show' }),
  fc.integer({ min: 1 }).map((debtor): Intent => ({ kind: 'debtor.show', debtor })),
  name.map((query): Intent => ({ kind: 'debtor.find', query })),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    type: fc.constant('text' as const),
    text: fc.oneof(name, fc.array(fc.record({ text: name, bold: fc.boolean() }), { maxLength: 4 })),
  }),
  fc.record({ type: fc.constant('facts' as const), facts: fc.array(fc.record({ label: name, value: name }), { maxLength: 8 }) }),
  fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      type: fc.constant('table' as const),
      columns: fc.array(fc.record({ title: name, align: fc.constantFrom('left' as const, 'right' as const) }), {
        minLength: width,
        maxLength: width,
      }),
      rows: fc.array(fc.array(name, { minLength: width, maxLength: width }), { maxLength: 30 }),
      hidden: fc.nat(100),
    }),
  ),
  fc.record({
    type: fc.constant('buttons' as const),
    buttons: fc.array(
      fc.record({
        label: fc.string({ minLength: 1, maxLength: 40 }),
        intent,
        style: fc.constantFrom('primary' as const, 'danger' as const),
      }),
      {
        maxLength: 8,
      },
    ),
  }),
  fc.constant<Block>({ type: 'divider' }),
  fc.constantFrom(...agedCard().blocks),
);
const card: fc.Arbitrary<Card> = fc.record({
  title: name,
  subtitle: name,
  blocks: fc.array(block, { maxLength: 12 }),
  fallback: name,
  amounts: fc.boolean(),
  locale: fc.constantFrom('fr' as const, 'en' as const),
});

describe('any card', () => {
  test('is valid, and at most as long as asked for', () => {
    fc.assert(
      fc.property(card, fc.integer({ min: 2_000, max: 28_000 }), (any, maxBytes) => {
        const json = toAdaptive(any, { ...roomy, maxBytes });
        expect(byteLength(json)).toBeLessThanOrEqual(maxBytes);
        expect(findings(json)).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  test('says every word as plain runs: nothing that a client reads as Markdown, a date or a mention', () => {
    fc.assert(
      fc.property(card, (any) => {
        const json = toAdaptive(any, roomy);
        for (const type of ['TextBlock', 'FactSet', 'Fact']) expect(all(json, type)).toEqual([]);
        expect(texts(json)).not.toMatch(/\{\{(DATE|TIME)\(/);
      }),
      { numRuns: runs(200) },
    );
  });

  test('carries each button’s intent, and reads it back', () => {
    fc.assert(
      fc.property(card, (any) => {
        const asked = any.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons.map((x) => x.intent) : []));
        const actions = all(toAdaptive(any, roomy), 'Action.Execute');
        expect(actions.map((a) => decodeIntent((a.data as JsonObject).intent))).toEqual(asked);
        expect(actions.map((a) => a.verb)).toEqual(asked.map((i) => i.kind));
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('what is cut', () => {
  test.each([9, 10, 11])('%i rows where 10 are shown: the rest is counted with what was hidden before', (count) => {
    const json = toAdaptive(withBlocks(rows(count)), { ...roomy, maxRows: 10 });
    const shown = all(json, 'TableRow').length - 1;
    expect(shown).toBe(Math.min(10, count));
    expect(texts(json)).toContain(`… et ${count - shown + 5} autres · Tout voir`);
  });

  test('rows go until the card fits, and not one more than needed', () => {
    const long = withBlocks(rows(400));
    const shown = (maxBytes: number) => all(toAdaptive(long, { ...roomy, maxBytes }), 'TableRow').length - 1;
    const json = toAdaptive(long, { ...roomy, maxBytes: 28_000 });
    expect(texts(json)).toContain(`… et ${405 - shown(28_000)} autres`);
    const size = byteLength(json);
    expect(shown(size)).toBe(shown(28_000));
    expect(shown(size - 1)).toBe(shown(28_000) - 1);
  });

  test('the end of a long text is counted, and no character is halved', () => {
    const json = toAdaptive(withBlocks({ type: 'text', text: '😀'.repeat(3000) }), roomy);
    expect(texts(json)).toMatch(/… \(2000 caractères coupés\)$/);
    expect(JSON.stringify(json)).not.toMatch(/\\ud[89ab]../i);
  });

  test('whole blocks go last, buttons after the rest, and their number is said', () => {
    const many = Array.from({ length: 40 }, (_, i): Block => ({ type: 'text', text: `bloc ${i} ${'x'.repeat(150)}` }));
    const json = toAdaptive(withBlocks(...many, ...agendaCard().blocks.slice(-1)), { ...roomy, maxBytes: 4_000 });
    expect(byteLength(json)).toBeLessThanOrEqual(4_000);
    expect(all(json, 'Action.Execute')).toHaveLength(3);
    const shown = texts(json).match(/bloc \d+/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(5);
    expect(texts(json)).toContain(`… et ${40 - shown} parties de cette carte`);
  });

  test('nothing is cut of what fits, and nothing is said of it', () => {
    for (const whole of [agendaCard(), debtorCard(), agedCard()]) {
      const json = toAdaptive({ ...whole, blocks: whole.blocks.map((b) => (b.type === 'table' ? { ...b, hidden: 0 } : b)) }, roomy);
      expect(JSON.stringify(json)).not.toMatch(/… et|coupés/);
    }
  });
});

describe('parts of a card', () => {
  test('a chart is a picture with its words, and its words alone where there is no picture', () => {
    const spec = agedCard().blocks.flatMap((b) => (b.type === 'chart' ? [b.spec] : []))[0];
    if (!spec) throw new Error('the card has no chart');
    expect(all(toAdaptive(agedCard(), roomy), 'Image')).toMatchObject([{ id: 'chart-0', url: '/chart/0.png', altText: altText(spec) }]);
    const wordsOnly = toAdaptive(agedCard(), { ...roomy, imageUrl: () => undefined });
    expect(all(wordsOnly, 'Image')).toEqual([]);
    expect(texts(wordsOnly)).toContain(altText(spec));
  });

  test('amounts stand to the right', () => {
    const [table] = all(toAdaptive(withBlocks(rows(2)), roomy), 'Table');
    expect(table?.columns).toMatchObject([{ horizontalCellContentAlignment: 'Left' }, { horizontalCellContentAlignment: 'Right' }]);
  });

  test('a line break makes a line of its own', () => {
    const json = toAdaptive({ ...withBlocks({ type: 'text', text: 'un\ndeux\r\n\ntrois' }) }, roomy);
    expect(
      all(json, 'RichTextBlock')
        .slice(1)
        .map((line) => texts(line)),
    ).toEqual(['un', 'deux', '\u00a0', 'trois']);
  });

  test.each([
    [4, [4]],
    [5, [5]],
    [6, [5, 1]],
  ])('%i buttons stand in rows of %j', (count, perRow) => {
    const buttons = Array.from({ length: count }, (_, i) => ({ label: `b${i}`, intent: { kind: 'help' } as const }));
    const json = toAdaptive(withBlocks({ type: 'buttons', buttons }), roomy);
    expect(all(json, 'ActionSet').map((set) => all(set, 'Action.Execute').length)).toEqual(perRow);
  });

  test('the last resort is still a card', () => {
    const json = toAdaptive(
      { ...withBlocks(...agendaCard().blocks), title: 'T'.repeat(5000), fallback: 'F'.repeat(5000) },
      { ...roomy, maxBytes: 700 },
    );
    expect(findings(json)).toEqual([]);
    expect(byteLength(json)).toBeLessThanOrEqual(700);
  });
});
