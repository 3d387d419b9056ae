/** Draws cards with Microsoft's adaptivecards package, in the page's own colours, and its tables as real tables. */
// @ts-check

/** @import { TableCell } from 'adaptivecards' */
/** @import { MessageJson, TableJson } from '../wire.ts' */
/** @import { Words } from './types.ts' */
import { h } from './dom.js';

const AC = window.AdaptiveCards;
AC.GlobalSettings.setTabIndexAtCardRoot = false;
AC.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;

/**
 * @param {string} name
 * @param {string} subtle
 */
const colour = (name, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });
const CONTAINER = {
  backgroundColor: 'transparent',
  foregroundColors: {
    default: colour('ink', 'quiet'),
    dark: colour('ink', 'quiet'),
    light: colour('ink', 'quiet'),
    accent: colour('accent'),
    good: colour('good'),
    warning: colour('warning'),
    attention: colour('danger'),
  },
};

const HOST = new AC.HostConfig({
  fontFamily: 'inherit',
  supportsInteractivity: true,
  fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 19, default: 22, medium: 24, large: 28, extraLarge: 32 },
  spacing: { small: 4, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 0 },
  separator: { lineThickness: 1, lineColor: 'var(--rule)' },
  containerStyles: { default: CONTAINER, emphasis: CONTAINER },
  actions: { maxActions: 50, buttonSpacing: 8, spacing: 'default', actionsOrientation: 'horizontal', actionAlignment: 'left' },
});

/**
 * The words of a cell; cells hold plain runs only.
 * @param {TableCell} cell
 */
function cellText(cell) {
  const block = cell.getItemCount() > 0 ? cell.getItemAt(0) : undefined;
  if (!(block instanceof AC.RichTextBlock)) return '';
  const runs = Array.from({ length: block.getInlineCount() }, (_, i) => block.getInlineAt(i));
  return runs.map((run) => (run instanceof AC.TextRun ? (run.text ?? '') : '')).join('');
}

/** Letters of a cell that is a sentence rather than a figure or a name. */
const LONG_CELL = 40;

/**
 * Tables as `table`: columns as wide as their text, amounts aligned, headers that assistive tools announce. The package draws rows of `div`
 * with shares of the width. Roles are written out because a narrow place lays rows out as blocks, which would drop them.
 */
class RealTable extends AC.Table {
  /** @override */
  internalRender() {
    const rows = Array.from({ length: this.getItemCount() }, (_, i) => this.getItemAt(i));
    const texts = rows.map((row) => Array.from({ length: row.getItemCount() }, (_, j) => cellText(row.getItemAt(j))));
    const right = texts[0]?.map((_, j) => this.getColumnAt(j)?.horizontalCellContentAlignment === AC.HorizontalAlignment.Right) ?? [];
    if (!this.firstRowAsHeaders) return facts(this.id?.startsWith('facts') ? 'facts' : 'figures', texts, right);
    return figures(texts[0] ?? [], texts.slice(1), right);
  }
}
AC.GlobalRegistry.elements.register('Table', RealTable, AC.Versions.v1_5);

/**
 * @param {'facts' | 'figures'} kind
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly boolean[]} right
 */
function facts(kind, rows, right) {
  /**
   * @param {string} text
   * @param {number} j
   */
  const cell = (text, j) =>
    j === 0 && kind === 'facts'
      ? h('th', { role: 'rowheader', scope: 'row' }, text)
      : h('td', { role: 'cell', class: right[j] ? 'right' : null }, text);
  return h(
    'table',
    { role: 'table', class: kind },
    h('tbody', { role: 'rowgroup' }, ...rows.map((r) => h('tr', { role: 'row' }, ...r.map(cell)))),
  );
}

/**
 * A table with a head. In a narrow place, each row becomes a block: the columns up to the first amount on one line, the others below with their titles.
 * @param {readonly string[]} titles
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly boolean[]} right
 */
function figures(titles, rows, right) {
  const name = titles.findIndex((title) => title !== '');
  // A numbered rank before the name is no amount.
  const lead = Math.max(0, right.indexOf(true, name + 1));
  // A name with more than an amount beside it leaves them room: “FA-1024 · 23 Jul · 2,289 €” on one line of a phone.
  /** @param {number} j */
  const place = (j) =>
    [right[j] ? 'right' : '', j <= lead ? 'lead' : 'rest', j === name ? 'name' : '', lead - name > 1 ? 'shared' : '']
      .filter(Boolean)
      .join(' ');
  const head = titles.map((title, j) => h('th', { role: 'columnheader', scope: 'col', class: right[j] ? 'right' : null }, title));
  const body = rows.map((cells) =>
    h(
      'tr',
      { role: 'row' },
      ...cells.map((text, j) => h('td', { role: 'cell', class: place(j), 'data-title': j > lead && text !== '' ? titles[j] : null }, text)),
    ),
  );
  return h(
    'table',
    { role: 'table', class: isWide(titles, rows) ? 'figures wide' : 'figures' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...head)),
    h('tbody', { role: 'rowgroup' }, ...body),
  );
}

/**
 * More than three columns, or sentences in one of them: too much for a phone side by side.
 * @param {readonly string[]} titles
 * @param {readonly (readonly string[])[]} rows
 */
function isWide(titles, rows) {
  return titles.length >= 4 || rows.some((row) => row.some((cell) => cell.length > LONG_CELL));
}

/**
 * The chart's figures under its picture, closed until asked for.
 * @param {TableJson} table
 * @param {Words} words
 */
export function figuresDetails(table, words) {
  const right = table.columns.map((_, j) => j > 0);
  return h(
    'details',
    { class: 'chart-figures' },
    h('summary', {}, words.figures),
    h('div', { class: 'sideways', tabindex: '0', role: 'region', 'aria-label': table.title }, figures(table.columns, table.rows, right)),
  );
}

/**
 * A card as an element; `press(payload, button)` is called with the intent of a pressed button.
 * @param {MessageJson} message
 * @param {Words} words
 * @param {(payload: unknown, button: HTMLElement | undefined) => void} press
 */
export function drawCard(message, words, press) {
  const card = new AC.AdaptiveCard();
  card.hostConfig = HOST;
  card.onExecuteAction = (action) => {
    const data = action instanceof AC.ExecuteAction ? action.data : undefined;
    press(data && 'intent' in data ? data.intent : undefined, action.renderedElement);
  };
  /** @type {HTMLElement | undefined} */
  let element;
  try {
    card.parse(message.card);
    element = card.render();
  } catch (error) {
    console.error(error);
  }
  if (!element) return h('p', { class: 'plain' }, message.text || words.noCard);
  const title = card.getElementById('title')?.renderedElement;
  title?.setAttribute('role', 'heading');
  title?.setAttribute('aria-level', '3');
  title?.classList.add('card-title');
  for (const [i, table] of message.tables.entries()) {
    card.getElementById(`chart-${i}`)?.renderedElement?.after(figuresDetails(table, words));
  }
  return element;
}
