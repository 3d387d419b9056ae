/** Cards of any content on every platform: valid by Microsoft's parser and by our table of Slack's limits, none over a limit, and whatever was cut is counted where the reader sees it. SOAK makes ten thousand of them. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { Block, Card } from '../../src/core/desk/card.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { byteLength, type Json, toAdaptive } from '../../src/platforms/adaptive.ts';
import { MAX_CARD as LOCAL_BYTES, MAX_ROWS as LOCAL_ROWS } from '../../src/platforms/local/limits.ts';
import { renderCard, textLength } from '../../src/platforms/slack/render.ts';
import { cardJson, messageOf } from '../../src/platforms/teams/render.ts';
import { faults } from '../platforms/slack/block-kit.ts';
import { CHART } from '../platforms/slack/support.ts';
import { random, runs } from '../support/chance.ts';

const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as typeof import('adaptivecards');
const COUNT = runs(250, 10_000);
const pictures = new Map([[CHART, 'https://encours.example.com/teams/charts/x.png']]);
/** Teams refuses a message over about 28 KB. */
const TEAMS_BYTES = 28 * 1024;

const NASTY = [
  '<!channel>',
  '[x](http://evil.example)',
  '**gras**',
  '=HYPERLINK("x")',
  '{{DATE(2026-01-01T00:00:00Z)}}',
  '<at>Nadia</at>',
  '😀😀',
  'a\nb',
  '&lt;',
  '\u202Eabc',
  '| pipe |',
  '~~~',
  '中文字符',
  '',
];
const KINDS: readonly Intent[] = [
  { kind: 'help' },
  { kind: 'debtor.show', debtor: 7 },
  { kind: 'motion.list' },
  { kind: 'debtor.find', query: 'é'.repeat(200) },
];

/** A card; each row, fact and button begins with a mark of its own that can be looked for. */
function generate(seed: number): { readonly card: Card; readonly rows: readonly string[]; readonly hidden: number } {
  const next = random(seed);
  const int = (most: number): number => Math.floor(next() * (most + 1));
  const pick = <T>(list: readonly T[]): T => list[int(list.length - 1)] as T;
  const words = (most: number): string =>
    Array.from({ length: int(most) }, () => (next() < 0.15 ? pick(NASTY) : 'mot'.repeat(1 + int(4)))).join(' ');
  const rows: string[] = [];
  let hidden = 0;
  let marks = 0;
  const mark = (): string => `#${seed}-${++marks}#`;
  const block = (): Block => {
    const kind = int(9);
    if (kind <= 2) return { type: 'text', text: next() < 0.1 ? words(2000) : words(30), ...(next() < 0.3 ? { quiet: true } : {}) };
    if (kind === 3) return { type: 'divider' };
    if (kind === 4) return { type: 'chart', spec: CHART };
    if (kind === 5) {
      const facts = Array.from({ length: int(12) }, () => {
        const own = mark();
        rows.push(own);
        return { label: `${own} ${words(4)}`, value: words(8) };
      });
      return { type: 'facts', facts };
    }
    if (kind === 6) {
      const buttons = Array.from({ length: 1 + int(next() < 0.1 ? 60 : 8) }, () => ({
        label: `${mark()} ${words(3)}`,
        intent: pick(KINDS),
        ...(next() < 0.2 ? { style: 'primary' as const } : {}),
      }));
      return { type: 'buttons', buttons };
    }
    const width = 1 + int(6);
    const made = Array.from({ length: int(next() < 0.2 ? 400 : 25) }, () => {
      const own = mark();
      rows.push(own);
      return [own, ...Array.from({ length: width - 1 }, () => words(5))];
    });
    const more = next() < 0.3 ? int(50) : 0;
    hidden += more;
    const columns = Array.from({ length: width }, (_, i) => ({
      title: words(3),
      align: i > 0 && next() < 0.5 ? ('right' as const) : ('left' as const),
    }));
    return { type: 'table', columns, rows: made, ...(more > 0 ? { hidden: more } : {}), ...(next() < 0.3 ? { where: 'Tout voir' } : {}) };
  };
  const card: Card = {
    ...(next() < 0.8 ? { title: words(20) } : {}),
    ...(next() < 0.5 ? { subtitle: words(10) } : {}),
    blocks: Array.from({ length: int(next() < 0.1 ? 60 : 10) }, block),
    fallback: words(20),
    amounts: true,
    locale: 'fr',
  };
  return { card, rows, hidden };
}

function findings(json: Json): readonly string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...parsed, ...card.validateProperties().validationEvents.map((e) => e.message)];
}

/** Every visible text, without the marks that turn names into plain words. */
function visible(json: unknown): string {
  const all: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      typeof inner === 'string' ? ['text', 'title', 'alt_text', 'altText'].includes(key) && all.push(inner) : walk(inner);
  };
  walk(json);
  return all.join('\n');
}

/** Rows that are not there are counted; where whole parts or ends of texts are gone, that is said too. */
function cut(
  text: string,
  rows: readonly string[],
  hidden: number,
): { readonly missing: number; readonly counted: number; readonly parts: boolean } {
  const missing = rows.filter((row) => !text.includes(row)).length + hidden;
  const counted = [...text.matchAll(/… et ([\d\s\u202f\u00a0]+) autres?\b(?! partie| bouton| choix| caract)/g)].reduce(
    (sum, [, n = '']) => sum + Number(n.replace(/\D/g, '')),
    0,
  );
  return { missing, counted, parts: /partie|caractère/.test(text) };
}

describe.each<[string, (card: Card) => { readonly json: unknown; readonly faults: readonly string[] }]>([
  [
    'Teams',
    (card) => {
      const readers = Array.from({ length: 80 }, (_, i) => `29:${'x'.repeat(70)}${i}`);
      const json = cardJson(card, pictures, readers);
      const size = byteLength(messageOf(card, pictures, readers));
      const asked: unknown = Object(json.refresh).userIds;
      const many = Array.isArray(asked) && asked.length > 60 ? ['more than 60 people are asked to refresh'] : [];
      return { json, faults: [...findings(json), ...(size < TEAMS_BYTES ? [] : [`${size} bytes`]), ...many] };
    },
  ],
  [
    'the local page',
    (card) => {
      const json = toAdaptive(card, {
        imageUrl: (_, i) => `/chart/${i}.png`,
        maxBytes: LOCAL_BYTES,
        maxRows: LOCAL_ROWS,
        buttonsPerRow: 50,
      });
      // The page draws its own buttons, as many in a row as there are.
      const told = findings(json).filter((finding) => !finding.startsWith('Maximum number of actions'));
      return { json, faults: [...told, ...(byteLength(json) <= LOCAL_BYTES ? [] : ['too long'])] };
    },
  ],
  [
    'Slack',
    (card) => {
      const { text, blocks } = renderCard(card);
      const length = textLength(blocks);
      return {
        json: blocks,
        faults: [...faults(blocks), ...(text.length <= 3000 ? [] : ['fallback']), ...(length <= 9000 ? [] : [`${length} characters`])],
      };
    },
  ],
])('%s', (name, render) => {
  test(`${COUNT} cards: valid, none over a limit, nothing cut without a word`, () => {
    let whole = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const { card, rows, hidden } = generate(seed);
      const drawn = render(card);
      expect(drawn.faults, `card ${seed}`).toEqual([]);
      const { missing, counted, parts } = cut(visible(drawn.json), rows, hidden);
      if (missing === 0) whole++;
      // What whole parts took with them is said as parts; everything else row by row.
      if (!parts) expect(counted, `card ${seed} on ${name}`).toBe(missing);
      else expect(counted, `card ${seed} on ${name}`).toBeLessThanOrEqual(missing);
    }
    expect(whole).toBeGreaterThan(COUNT / 10);
    expect(whole).toBeLessThan(COUNT);
  }, 900_000);
});
