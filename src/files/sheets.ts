/** Which sheet of a workbook is the list: the visible one that makes one; when several do, a person says. */
import { FileFault } from '../core/ledger/file-fault.ts';
import type { Asker } from './ask.ts';
import type { Grid, RowBlock } from './grid.ts';
import { isKnown, kindOfHeader } from './kind.ts';
import { headerAt, type Row } from './survey.ts';

/** Rows that a sheet is judged by. */
const TOP = 100;

export interface Chosen extends Peeked {
  /** Sheets that were out of sight, and were not read. */
  readonly hidden: readonly string[];
  /** The sheet's name, when there was a choice. */
  readonly sheet: string | undefined;
}

export async function chooseSheet(grids: readonly Grid[], named: string | undefined, asker: Asker): Promise<Chosen> {
  const seen = grids.filter((grid) => !grid.hidden);
  const hidden = grids.filter((grid) => grid.hidden).map(({ name }) => name);
  const [first] = seen.length > 0 ? seen : grids;
  if (!first) throw new FileFault('empty');
  const wanted = named ?? asker.given('sheet');
  if (grids.length === 1) return { ...(await peek(first)), hidden: [], sheet: undefined };
  const own = grids.find(({ name }) => name === wanted);
  if (own) return { ...(await peek(own)), hidden, sheet: own.name };
  if (named !== undefined) throw new FileFault('no-sheet', { value: named, found: grids.map(({ name }) => name) });
  const ranked: { readonly peeked: Peeked; readonly name: string; readonly rank: number }[] = [];
  for (const grid of seen.length > 0 ? seen : grids) {
    const peeked = await peek(grid);
    ranked.push({ peeked, name: grid.name, rank: rankOf(peeked.top) });
  }
  const best = Math.max(...ranked.map(({ rank }) => rank));
  const fits = ranked.filter(({ rank }) => rank === best);
  const [chosen = ranked[0]] = fits;
  if (!chosen) throw new FileFault('empty');
  for (const { peeked } of ranked) if (peeked !== chosen.peeked) await peeked.close();
  if (fits.length > 1 && best > 0)
    asker.ask({
      id: 'sheet',
      code: 'which-sheet',
      about: asker.t.whichSheet,
      values: fits.map(({ name }) => name),
      choices: fits.map(({ name }) => ({ value: name, label: name })),
    });
  return { ...chosen.peeked, hidden, sheet: chosen.name };
}

/** A list of items before one of debtors or people, before nothing that is known. */
function rankOf(top: readonly Row[]): number {
  try {
    const at = headerAt(top, { known: isKnown, headerLine: undefined });
    if (top.length <= at + 1) return 0;
    const kind = kindOfHeader(
      top[at]?.cells ?? [],
      top.slice(at + 1).map(({ cells }) => cells),
    );
    return kind === 'items' || kind === 'payments' ? 2 : 1;
  } catch (error) {
    if (error instanceof FileFault) return 0;
    throw error;
  }
}

/** A grid's first rows, and the grid itself, whose first reading goes on from them: nothing of a file is read twice to be judged. */
export async function peek(grid: Grid): Promise<Peeked> {
  const blocks = grid.rows()[Symbol.asyncIterator]();
  const held: RowBlock[] = [];
  const top: Row[] = [];
  while (top.length < TOP) {
    const { value, done } = await blocks.next();
    if (done) break;
    held.push(value);
    for (let i = 0; i < value.rows.length && top.length < TOP; i++) top.push({ cells: value.rows[i] ?? [], line: value.lines[i] ?? 0 });
  }
  let fresh = true;
  const rows = (): AsyncIterable<RowBlock> => {
    const first = fresh;
    fresh = false;
    return first ? goingOn(held, blocks) : grid.rows();
  };
  return { top, grid: { ...grid, rows }, close: async () => void (await blocks.return?.()) };
}

export interface Peeked {
  readonly top: readonly Row[];
  readonly grid: Grid;
  /** For a grid that is not read after all. */
  close(): Promise<void>;
}

async function* goingOn(held: RowBlock[], blocks: AsyncIterator<RowBlock>): AsyncGenerator<RowBlock> {
  yield* held.splice(0);
  try {
    for (;;) {
      const { value, done } = await blocks.next();
      if (done) return;
      yield value;
    }
  } finally {
    await blocks.return?.();
  }
}
