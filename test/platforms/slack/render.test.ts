/** Cards as Slack messages: within Slack's limits whatever the data, readable on a phone, and names that stay names. */
import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card } from '../../../src/core/desk/card.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { PRESS, renderCard, textLength } from '../../../src/platforms/slack/render.ts';
import { runs } from '../../support/chance.ts';
import { decodeIntent } from '../../support/conversation.ts';
import { faults } from './block-kit.ts';
import { CHART } from './support.ts';

const card = (...blocks: Block[]): Card => ({ blocks, fallback: 'Secours', amounts: true, locale: 'fr' });
const render = (...blocks: Block[]): types.KnownBlock[] => renderCard(card(...blocks)).blocks;

function sectionText(block: types.KnownBlock | undefined): types.PlainTextElement | types.MrkdwnElement {
  if (block?.type === 'section' && block.text) return block.text;
  throw new Error(`no section: ${JSON.stringify(block)}`);
}

describe('a card as a Slack message', () => {
  test('shows title, small print, words, facts, rows, rule and buttons in their order', () => {
    const { text, blocks } = renderCard({
      title: 'Dupont SA · C0042',
      subtitle: 'grand livre du 20 nov.',
      blocks: [
        { type: 'text', text: 'Paie en moyenne avec 19 j de retard' },
        { type: 'facts', facts: [{ label: 'Limite', value: '80 000 €' }] },
        { type: 'divider' },
        { type: 'table', columns: [{ title: 'Facture' }, { title: 'Montant', align: 'right' }], rows: [['FA-1024', '12 000 €']] },
        { type: 'buttons', buttons: [{ label: 'Partager ici', intent: { kind: 'debtor.share', debtor: 7 }, style: 'primary' }] },
      ],
      fallback: 'Dupont SA : 71 300 €',
      amounts: true,
      locale: 'fr',
    });
    expect(text).toBe('Dupont SA : 71 300 €');
    expect(blocks.map((block) => block.type)).toEqual([
      'header',
      'context',
      'section',
      'section',
      'divider',
      'context',
      'section',
      'actions',
    ]);
    expect(sectionText(blocks[3]).text).toBe('*Limite\u00a0:* 80 000 €');
    expect(sectionText(blocks[6]).text).toBe('*FA-1024* · 12 000 €');
    expect(blocks[7]).toMatchObject({
      elements: [{ type: 'button', style: 'primary', text: { text: 'Partager ici' }, action_id: expect.stringMatching(PRESS) }],
    });
  });

  test('a button brings its intent back', () => {
    const [actions] = render({ type: 'buttons', buttons: [{ label: 'Ouvrir', intent: { kind: 'debtor.show', debtor: 42 } }] });
    const button = actions?.type === 'actions' ? actions.elements[0] : undefined;
    expect(button?.type === 'button' && decodeIntent(button.value)).toEqual({ kind: 'debtor.show', debtor: 42 });
  });

  test('a row is one line when a phone shows it whole, else two: the name with its first figure, then the rest', () => {
    const columns = [
      { title: '' },
      { title: 'Débiteur' },
      { title: 'Montant', align: 'right' as const },
      { title: 'Retard', align: 'right' as const },
      { title: 'Motif' },
    ];
    const row = (reason: string) =>
      sectionText(render({ type: 'table', columns, rows: [['1', 'Dupont SA', '38 200 €', '62 j', reason]] })[1]).text;
    expect(row('à vérifier')).toBe('1 *Dupont SA* · 38 200 € · 62 j · à vérifier');
    expect(row('promesse non tenue')).toBe('1 *Dupont SA* · 38 200 €\n62 j · promesse non tenue');
    expect(row('–')).toBe('1 *Dupont SA* · 38 200 € · 62 j');
  });

  test('with many columns of figures each figure is named', () => {
    const figures = ['Total', 'Non échu', '1–30', '31–60'].map((title) => ({ title, align: 'right' as const }));
    const [list] = render({
      type: 'table',
      columns: [{ title: 'Débiteur' }, ...figures],
      rows: [['Dupont SA & Cie', '10 000', '4 000', '', '6 000']],
    });
    expect(sectionText(list).text).toBe('*Dupont SA &amp; Cie* · Total 10 000\nNon échu 4 000 · 31–60 6 000');
  });

  test('hidden rows are counted with the way to see them, together with those that did not fit', () => {
    const columns = [{ title: 'Débiteur' }, { title: 'Montant' }];
    const [, few] = render({ type: 'table', columns, rows: [['A', '1']], hidden: 18, where: '/agenda' });
    expect(sectionText(few).text).toMatch(/\n… et 18 autres\u00a0: \/agenda$/);
    const rows = Array.from({ length: 500 }, (_, i) => [`Débiteur ${i}`, '1 000 €']);
    const [, many] = render({ type: 'table', columns, rows, hidden: 12 });
    const lines = sectionText(many).text.split('\n');
    const shown = lines.length - 1;
    expect(shown).toBeGreaterThan(80);
    expect(lines.at(-1)).toBe(`… et ${512 - shown} autres`);
  });

  test('an English card counts in English', () => {
    const rows = [['A', '1']];
    const { blocks } = renderCard({ ...card({ type: 'table', columns: [{ title: 'x' }], rows, hidden: 1 }), locale: 'en' });
    expect(sectionText(blocks[0]).text).toMatch(/… and 1 more$/);
  });

  test('a text is whole at its limit and cut with a count one character later', () => {
    for (const length of [LIMITS.sectionText - 1, LIMITS.sectionText])
      expect(sectionText(render({ type: 'text', text: 'x'.repeat(length) })[0]).text).toBe('x'.repeat(length));
    const { text } = sectionText(render({ type: 'text', text: 'x'.repeat(LIMITS.sectionText + 1) })[0]);
    const [, kept = '', count = ''] = /^(x+)… \(\+ (\d+) caractères\)$/.exec(text) ?? [];
    expect(kept.length + Number(count)).toBe(LIMITS.sectionText + 1);
    expect(text.length).toBeLessThanOrEqual(LIMITS.sectionText);
  });

  test('50 parts fit; of 51, what does not fit is counted and the buttons stay', () => {
    const texts = (n: number): Block[] => Array.from({ length: n }, (_, i) => ({ type: 'text', text: `ligne ${i}` }));
    const button: Block = { type: 'buttons', buttons: [{ label: 'Décider', intent: { kind: 'help' } }] };
    expect(render(...texts(49), button)).toHaveLength(50);
    const cut = render(...texts(50), button);
    expect(cut).toHaveLength(50);
    expect(cut.at(-1)?.type).toBe('actions');
    expect(cut.at(-2)).toMatchObject({ type: 'context', elements: [{ text: '… et 2 autres parties qui ne tiennent pas ici' }] });
  });

  test('25 buttons share a row, the 26th opens another', () => {
    const buttons = (n: number): Block => ({
      type: 'buttons',
      buttons: Array.from({ length: n }, (_, i) => ({ label: `B${i}`, intent: { kind: 'help' } })),
    });
    expect(render(buttons(25))).toHaveLength(1);
    expect(render(buttons(26)).map((block) => block.type === 'actions' && block.elements.length)).toEqual([25, 1]);
  });

  test('a chart is its picture with its words, or its words alone', () => {
    const withChart = card({ type: 'chart', spec: CHART });
    expect(renderCard(withChart, new Map([[CHART, { file: 'F0123ABCD' }]])).blocks[0]).toMatchObject({
      type: 'image',
      slack_file: { id: 'F0123ABCD' },
      alt_text: expect.stringContaining('encours'),
    });
    expect(sectionText(renderCard(withChart).blocks[0]).text).toContain('encours');
  });
});

const HOSTILE = [
  '<!channel>',
  '<@U01ALICE>',
  '<https://evil.example|Dupont>',
  'https://evil.example',
  '*gras*',
  '_italique_',
  '~barré~',
  '`code`',
  ':skull:',
  '> citation',
  'a & b',
  '&lt;!here&gt;',
  '@here',
  '#general',
  '=HYPERLINK("x")',
];

describe('names that look like markup', () => {
  test.each(HOSTILE)('%s stays a name, in words, facts, rows and notifications', (name) => {
    const { text, blocks } = renderCard({
      title: name,
      subtitle: name,
      blocks: [
        { type: 'text', text: [{ text: name, bold: true }, { text: ' doit 1 €' }] },
        { type: 'facts', facts: [{ label: name, value: name }] },
        { type: 'table', columns: [{ title: name }, { title: 'x' }], rows: [[name, name]] },
        { type: 'buttons', buttons: [{ label: name, intent: { kind: 'help' } }] },
      ],
      fallback: name,
      amounts: false,
      locale: 'fr',
    });
    expect(text).not.toMatch(/<|>/);
    for (const object of textObjects(blocks)) {
      if (object.type === 'plain_text') {
        expect(object.emoji).toBe(false);
        continue;
      }
      expect(object.verbatim).toBe(true);
      expect(object.text).not.toMatch(/[<>~`]|:skull:|\/\/|_italique/);
      expect(object.text.replaceAll(/(^|[\s(])\*[^*\n]+\*(?=$|[\s).,;:!?…])/gm, '')).not.toContain('*');
      expect(object.text).not.toMatch(/^&gt;/m);
    }
    const shown = textObjects(blocks).map((o) =>
      o.type === 'mrkdwn' ? o.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : o.text,
    );
    expect(shown.filter((words) => words.includes(name)).length).toBeGreaterThanOrEqual(7);
  });

  test('a row that looks like markup does not cost its neighbours their bold names', () => {
    const blocks = render({ type: 'table', columns: [{ title: 'Débiteur' }], rows: [['Dupont'], ['*Morel*'], ['Martin']], hidden: 2 });
    expect(blocks.map((block) => sectionText(block))).toMatchObject([
      { type: 'mrkdwn', text: '*Dupont*' },
      { type: 'plain_text', text: '*Morel*' },
      { type: 'mrkdwn', text: '*Martin*\n… et 2 autres' },
    ]);
  });

  test('the oldest age is a bold name, not a quotation', () => {
    const columns = [{ title: 'Ancienneté' }, { title: 'Montant', align: 'right' as const }];
    expect(sectionText(render({ type: 'table', columns, rows: [['> 120 j', '3 000 €']] })[1])).toMatchObject({
      type: 'mrkdwn',
      text: '*&gt; 120 j* · 3 000 €',
    });
    expect(sectionText(render({ type: 'text', text: '> 120 j\nsuite' })[0]).type).toBe('plain_text');
  });

  test('an invoice number with underscores stays bold', () => {
    expect(sectionText(render({ type: 'text', text: [{ text: 'FA_2026_01', bold: true }] })[0])).toMatchObject({
      type: 'mrkdwn',
      text: '*FA_2026_01*',
    });
  });

  test('what nobody can see is taken out', () => {
    expect(sectionText(render({ type: 'text', text: 'a\u0000b\u202ec\ud800d' })[0]).text).toBe('abc\ufffdd');
  });
});

function textObjects(value: unknown): (types.PlainTextElement | types.MrkdwnElement)[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = 'type' in value && (value.type === 'plain_text' || value.type === 'mrkdwn') ? [value as types.MrkdwnElement] : [];
  return [...found, ...Object.values(value).flatMap(textObjects)];
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 4000 }),
  fc.constantFrom(...HOSTILE, '', ' ', '\n', '\ud83d'),
  fc.nat(8000).map((n) => '&'.repeat(n)),
);
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    type: fc.constant('text'),
    text: fc.oneof(anyText, fc.array(fc.record({ text: anyText, bold: fc.boolean() }), { maxLength: 6 })),
    quiet: fc.boolean(),
  }),
  fc.record({ type: fc.constant('facts'), facts: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 40 }) }),
  fc.record({
    type: fc.constant('table'),
    columns: fc.array(fc.record({ title: anyText, align: fc.constantFrom('left', 'right') }), { maxLength: 12 }),
    rows: fc.array(fc.array(anyText, { maxLength: 14 }), { maxLength: 150 }),
    hidden: fc.nat(10_000),
    where: anyText,
  }),
  fc.record({
    type: fc.constant('buttons'),
    buttons: fc.array(
      fc.record({
        label: anyText,
        intent: fc.record({ kind: fc.constant('debtor.find'), query: anyText }),
        style: fc.constantFrom('primary', 'danger'),
      }),
      {
        maxLength: 60,
      },
    ),
  }),
  fc.constant<Block>({ type: 'divider' }),
  fc.constant<Block>({ type: 'chart', spec: CHART }),
);
const anyCard: fc.Arbitrary<Card> = fc.record({
  title: anyText,
  subtitle: anyText,
  blocks: fc.array(anyBlock, { maxLength: 70, size: 'max' }),
  fallback: anyText,
  amounts: fc.boolean(),
  locale: fc.constantFrom('fr', 'en'),
});

describe('whatever the card', () => {
  test('no limit of Slack is exceeded and no text is empty', () => {
    fc.assert(
      fc.property(anyCard, fc.boolean(), (some, drawn) => {
        const { text, blocks } = renderCard(some, drawn ? new Map([[CHART, { file: 'F0123ABCD' }]]) : undefined);
        expect(faults(blocks)).toEqual([]);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(LIMITS.fallback);
        expect(textLength(blocks)).toBeLessThanOrEqual(LIMITS.messageText + 200);
      }),
      { numRuns: runs(150) },
    );
  });

  test('rows shown and rows counted add up to all rows', () => {
    const rowsOf = (n: number): string[][] => Array.from({ length: n }, (_, i) => [`L${i}`, 'x'.repeat(i % 90)]);
    fc.assert(
      fc.property(fc.nat(400), fc.nat(50), (n, hidden) => {
        const list = render({ type: 'table', columns: [{ title: 'Ligne' }, { title: 'Valeur' }], rows: rowsOf(n), hidden }).at(-1);
        const text = list?.type === 'section' ? (list.text?.text ?? '') : '';
        const shown = text.match(/L\d+/g)?.length ?? 0;
        const counted = Number(/… et (\d+) autres?$/.exec(text.replaceAll(/[\u00a0\u202f]/g, ''))?.[1] ?? 0);
        expect(shown + counted).toBe(n + hidden);
      }),
    );
  });
});
