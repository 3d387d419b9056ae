/**
 * `npm run bench [-- --rows 10000,100000] [-- --repeat 3]`: what an import, the aged balance, the agenda, a look-up and a chart cost, beside plain tools on the same rows in
 * the same run. Prints one JSON document. The import is the real command line in a process of its own; everything else reads the database that it filled.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'libsql';
import { samples } from './charts.mjs';
import { writeItems } from './items.mjs';
import { lookUps } from './look-ups.mjs';
import { quantile, round, runChild, timed } from './measure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { createChartPainter } = await import(`${root}dist/src/charts/painter.js`);
const { findDebtors } = await import(`${root}dist/src/core/debtors/find-debtors.js`);
const { readKnown } = await import(`${root}dist/src/core/debtors/offer.js`);
const { indicatorsAt } = await import(`${root}dist/src/core/indicators/indicators.js`);
const { DEFAULT_POLICY, FEATURES } = await import(`${root}dist/src/core/features.js`);
const { dayOf } = await import(`${root}dist/src/core/kernel/dates.js`);
const { openStore } = await import(`${root}dist/src/store/open.js`);

const { values } = parseArgs({ options: { rows: { type: 'string' }, repeat: { type: 'string', default: '1' } } });
const sizes = (values.rows ?? '10000,100000,1000000').split(',').map(Number);
const repeat = Number(values.repeat);
const AS_OF = dayOf(2026, 1, 15);
const LOOK_UPS = 400;
/** What a debtor's card is read with. */
const HOUSE = { policy: DEFAULT_POLICY, features: FEATURES };

const folder = mkdtempSync(join(tmpdir(), 'encours-bench-'));
try {
  const results = [];
  for (const rows of sizes) results.push(await benchSize(rows));
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '', memoryMb: Math.round(totalmem() / 2 ** 20) };
  console.log(
    JSON.stringify({ machine, sizes: results, growth: growth(results), agenda: await benchAgendas(), chart: await benchChart() }, null, 2),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchSize(rows) {
  const csv = join(folder, `items-${rows}.csv`);
  await writeItems(csv, rows);
  const database = join(folder, `encours-${rows}.db`);
  const result = {
    rows,
    fileMb: round(statSync(csv).size / 2 ** 20),
    import: await benchImport(rows, csv, database),
    ...(await benchReads(database)),
  };
  rmSync(csv);
  return result;
}

/**
 * The same rows three ways, one after the other in each round, so that a busy machine is busy for all three: our import; `sqlite3 .import` into a table that has
 * the same key and index, since without them no balance and no second import would be to be had; `.import` into a bare table of texts, which is only a copy.
 * The best round of each counts; `rounds` has the seconds of all, in that order.
 */
async function benchImport(rows, csv, database) {
  const env = { ...process.env, DATABASE_URL: `file:${database}` };
  const args = [join(root, 'dist/src/cli.js'), 'import', csv, '--as', 'items', '--as-of', '2026-01-15', '--json'];
  const ways = {
    encours: () => {
      drop(database);
      return runChild(process.execPath, args, { env, cwd: root });
    },
    sqlite3SameKeyAndIndex: () =>
      reference(
        csv,
        `CREATE TABLE t (debtor TEXT, name TEXT, ref TEXT, issued TEXT, due TEXT, amount NUMERIC, open NUMERIC, settled TEXT, currency TEXT,
           UNIQUE (ref, debtor, issued)); CREATE INDEX aging ON t (debtor, currency, due, issued, settled, amount)`,
      ),
    sqlite3Bare: () =>
      reference(
        csv,
        'CREATE TABLE t (debtor TEXT, name TEXT, ref TEXT, issued TEXT, due TEXT, amount TEXT, open TEXT, settled TEXT, currency TEXT)',
      ),
  };
  const rounds = [];
  for (let n = 0; n < repeat; n++) {
    const results = {};
    for (const [name, run] of Object.entries(ways)) results[name] = await run();
    rounds.push(results);
  }
  const best = (name) => rounds.map((r) => r[name]).reduce((a, b) => (b && (!a || b.seconds < a.seconds) ? b : a));
  const [ours, keyed, bare] = [best('encours'), best('sqlite3SameKeyAndIndex'), best('sqlite3Bare')];
  return {
    encours: rate(rows, ours),
    sqlite3SameKeyAndIndex: rate(rows, keyed),
    sqlite3Bare: rate(rows, bare),
    timesSameKeyAndIndex: keyed && round(ours.seconds / keyed.seconds, 2),
    timesBare: bare && round(ours.seconds / bare.seconds, 2),
    rounds: rounds.map((r) => Object.values(r).map((run) => run && round(run.seconds, 2))),
  };
}

/** Null where Debian's sqlite3 is not installed. */
async function reference(csv, table) {
  const database = join(folder, 'reference.db');
  try {
    return await runChild('sqlite3', [database, '-cmd', table, '.mode csv', `.import --skip 1 ${csv} t`]);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  } finally {
    drop(database);
  }
}

function rate(rows, run) {
  return run && { seconds: round(run.seconds, 2), rowsPerSecond: Math.round(rows / run.seconds), peakMb: run.peakMb };
}

function drop(database) {
  for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
}

async function benchReads(database) {
  const store = await openStore(`file:${database}`);
  try {
    const aged = await benchAged(store, database);
    return {
      agedBalancePerDebtor: aged,
      indicators: await benchIndicators(store),
      lookUp: await benchLookUps(store),
      whileTenCharts: await benchTenCharts(store),
    };
  } finally {
    await store.close();
  }
}

/** Both read the same tables, warm, with the same page cache; the raw sum hands over its rows as the driver gives them. */
async function benchAged(store, database) {
  const raw = new Database(database);
  raw.exec('PRAGMA cache_size = -24576');
  const statement = raw.prepare(rawAged()).raw(true);
  let debtors = 0;
  let rows = 0;
  await store.read.ledger.agedByDebtor(AS_OF);
  statement.all();
  const ours = await timed(7, async () => (debtors = (await store.read.ledger.agedByDebtor(AS_OF)).length));
  const theirs = await timed(7, () => (rows = statement.all().length));
  raw.close();
  if (rows !== debtors) throw new Error(`the raw sum has ${rows} rows, the store's ${debtors}`);
  const [store_, sum] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return { debtors, storeMs: store_, rawSqlMs: sum, times: round(store_ / sum, 2) };
}

/** Every indicator of a date, and one aged balance by turns: the machine's moods are those of both. */
async function benchIndicators(store) {
  const works = [() => store.read.ledger.agedByDebtor(AS_OF), () => indicatorsAt(store.read, { asOf: AS_OF }, DEFAULT_POLICY)];
  const found = works.map(() => []);
  for (let n = 0; n < 8; n++) for (const [i, work] of works.entries()) found[i].push(...(await timed(1, work)));
  const [aged, all] = found.map((times) =>
    quantile(
      times.slice(1).sort((a, b) => a - b),
      0.5,
    ),
  );
  return { ms: all, agedBalanceMs: aged, timesAgedBalance: round(all / aged, 2) };
}

/** The aged balance as anyone would write it over these tables. */
function rawAged() {
  const buckets = [
    ['', `"dueDay" >= ${AS_OF}`],
    ['', `"dueDay" BETWEEN ${AS_OF - 30} AND ${AS_OF - 1}`],
    ['', `"dueDay" BETWEEN ${AS_OF - 60} AND ${AS_OF - 31}`],
    ['', `"dueDay" BETWEEN ${AS_OF - 90} AND ${AS_OF - 61}`],
    ['', `"dueDay" BETWEEN ${AS_OF - 120} AND ${AS_OF - 91}`],
    ['', `"dueDay" < ${AS_OF - 120}`],
    ['NOT', '1'],
    ['NOT', `"dueDay" < ${AS_OF}`],
  ];
  const sums = buckets.map(([not, when]) => `SUM(CASE WHEN ${not} "debit" AND ${when} THEN "part" ELSE 0 END)`);
  return `SELECT "debtorId", "currency", ${sums.join(', ')} FROM (
    SELECT "debtorId", "currency", "dueDay", "amount" AS "part", "amount" > 0 AS "debit" FROM "Item"
    WHERE "scope" = 0 AND "fromDay" <= ${AS_OF} AND "endDay" > ${AS_OF}
    UNION ALL
    SELECT "debtorId", "currency", "dueDay", -"amount", "debit" FROM "Allocation"
    WHERE "scope" = 0 AND "day" <= ${AS_OF} AND "endDay" > ${AS_OF}) GROUP BY "debtorId", "currency"`;
}

/** The day's agenda of a small and of a large number of debtors over the same number of items: most of them late, nobody ever contacted, so that all of them have an action. */
async function benchAgendas() {
  const rows = Math.max(...sizes);
  const results = [];
  for (const debtors of [5_000, 50_000]) {
    const csv = join(folder, `agenda-${debtors}.csv`);
    const database = join(folder, `agenda-${debtors}.db`);
    await writeItems(csv, rows, undefined, debtors);
    const env = { ...process.env, DATABASE_URL: `file:${database}` };
    await runChild(process.execPath, [join(root, 'dist/src/cli.js'), 'import', csv, '--as', 'items', '--as-of', '2026-01-15', '--json'], {
      env,
      cwd: root,
    });
    const runs = [];
    for (let n = 0; n < Math.max(3, repeat); n++) {
      const { peakMb, said } = await runChild(process.execPath, [join(root, 'test/bench/agenda-child.mjs'), database], { cwd: root });
      runs.push({ ...JSON.parse(said), peakMb });
    }
    const { seconds, actions, peakMb } = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    results.push({ debtors, rows, actions, seconds: round(seconds, 2), peakMb });
    rmSync(csv);
    drop(database);
  }
  return results;
}

/** The search alone, and a whole look-up: the search, then the debtor's card. */
async function benchLookUps(store) {
  const queries = await lookUps(store, LOOK_UPS);
  const whole = async (query) => {
    const { debtors } = await findDebtors(store.read, query);
    const [debtor] = debtors;
    if (debtor) await readKnown(store.read, debtor, AS_OF, HOUSE);
    return debtors.length;
  };
  for (const query of queries.slice(0, 20)) await whole(query);
  let found = 0;
  const search = await timed(queries.length, (n) => findDebtors(store.read, queries[n]));
  const look = await timed(queries.length, async (n) => (found += (await whole(queries[n])) > 0 ? 1 : 0));
  const figures = (sorted) => ({ p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) });
  return { queries: queries.length, found, search: figures(search), withDebtor: figures(look) };
}

/** How cost grows between one size and the next, beside how the rows grow: 1 is in proportion, less is better. */
function growth(results) {
  return results.slice(1).map((to, i) => {
    const from = results[i];
    const times = to.rows / from.rows;
    return {
      from: from.rows,
      to: to.rows,
      import: round(to.import.encours.seconds / from.import.encours.seconds / times, 2),
      agedBalance: round(to.agedBalancePerDebtor.storeMs / from.agedBalancePerDebtor.storeMs / times, 2),
    };
  });
}

/** Ten charts at once, and how long a slash command's look-up waits for its answer meanwhile, beside alone. */
async function benchTenCharts(store) {
  const painter = createChartPainter();
  const queries = await lookUps(store, 40);
  const answer = async (n) => {
    const { debtors } = await findDebtors(store.read, queries[n % queries.length]);
    if (debtors[0]) await readKnown(store.read, debtors[0], AS_OF, HOUSE);
    // As a request that comes in: after whatever the event loop still has to do.
    await new Promise(setImmediate);
  };
  try {
    await painter.paint(samples[0]);
    const alone = await timed(40, answer);
    const start = performance.now();
    let charts = 0;
    const drawn = Promise.all(Array.from({ length: 10 }, (_, n) => painter.paint(samples[n % 2]).then(() => charts++))).then(
      () => performance.now() - start,
    );
    const during = [];
    for (let n = 0; charts < 10; n++) during.push(...(await timed(1, () => answer(n))));
    during.sort((a, b) => a - b);
    const worst = (sorted) => quantile(sorted, 1);
    return {
      tenChartsMs: round(await drawn),
      answers: during.length,
      p50Ms: quantile(during, 0.5),
      worstMs: worst(during),
      aloneP50Ms: quantile(alone, 0.5),
      aloneWorstMs: worst(alone),
    };
  } finally {
    await painter.close();
  }
}

async function benchChart() {
  const painter = createChartPainter();
  try {
    const [first] = await timed(1, () => painter.paint(samples[0]));
    const warm = await timed(10, (n) => painter.paint(samples[n % samples.length]));
    return { firstMs: round(first ?? 0), warmMs: quantile(warm, 0.5) };
  } finally {
    await painter.close();
  }
}
