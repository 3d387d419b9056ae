/**
 * Mutation testing: whether the nearest tests notice a small fault. `node test/mutation/run.mjs [room …] [--every N]`: one worker, some faults after the other in each of its
 * runs. What survives is printed, with how much is noticed of each room; docs/mutation.md says why it may. Fails below GOAL.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createVitest } from 'vitest/node';
import { withMutants } from './mutants.mjs';
import { ROOMS } from './rooms.mjs';

const GOAL = 0.85;
const NONE = -1;
/** Faults of one run: their tests share the worker, and what it has loaded. */
const AT_ONCE = 20;
/** Tests with a fault may take so much longer than without one, and ask so much more often. */
const SLOWER = 5;
const MORE = 5;
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'encours-mutation-'));
process.env.MUTATION = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The sources with all of their mutants in them, which are numbered through. */
function mutantsOf({ sources }) {
  const files = new Map();
  const all = [];
  for (const name of sources) {
    const path = join(root, 'src', name);
    const { found, code } = withMutants(path, readFileSync(path, 'utf8'));
    files.set(path, code(all.length));
    all.push(...found.map((mutant) => ({ file: name, ...mutant })));
  }
  return { files, all };
}

function testsOf({ tests }) {
  return tests.flatMap((name) => {
    const path = join(root, 'test', name);
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path).flatMap((file) => (file.endsWith('.test.ts') ? [join(path, file)] : []));
  });
}

/** A file that runs the tests with one fault: they are loaded anew, the sources are not. */
function fileFor(number, tests, most) {
  const path = join(folder, 'runs', `m${number}.test.ts`);
  const imports = tests.map((test) => `await import(${JSON.stringify(`${test}?m=${number}`)});`);
  writeFileSync(path, [`globalThis.mutants.begin(${number}, ${most});`, ...imports].join('\n'));
  return path;
}

function open(files, without) {
  const plugin = { name: 'mutants', enforce: 'pre', transform: (_, id) => files.get(id.split('?')[0]) };
  const options = {
    ...{
      config: false,
      root,
      watch: false,
      include: [join(folder, 'runs/*.test.ts')],
      isolate: false,
      maxWorkers: 1,
      fileParallelism: false,
    },
    ...{
      reporters: [{}],
      testTimeout: 60_000,
      expect: { poll: { timeout: 20_000, interval: 20 } },
      ...(without && { testNamePattern: new RegExp(`^(?!.*${without})`) }),
    },
    setupFiles: [join(root, 'test/mutation/setup.mjs'), join(root, 'test/support/setup.ts')],
  };
  return createVitest('test', options, { plugins: [plugin], server: { fs: { strict: false } } });
}

/** The faults of these that no test noticed; undefined when the run came to no end. */
async function unnoticed(vitest, numbers, tests, { limit, most }) {
  const [project] = vitest.projects;
  const paths = new Map(numbers.map((number) => [fileFor(number, tests, most), number]));
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(done, limit);
  });
  const run = vitest.runTestSpecifications([...paths.keys()].map((path) => project.createSpecification(path)));
  const ended = await Promise.race([run, late]);
  clearTimeout(timer);
  return ended?.testModules.flatMap((module) =>
    module.ok() && module.children.size > 0 && paths.has(module.moduleId) ? [paths.get(module.moduleId)] : [],
  );
}

async function mutateRoom(name, room, every) {
  mkdirSync(join(folder, 'runs'), { recursive: true });
  const { files, all } = mutantsOf(room);
  const tests = testsOf(room);
  let vitest = await open(files, room.without);
  const began = Date.now();
  if ((await unnoticed(vitest, [NONE], tests, { limit: 600_000, most: Number.MAX_SAFE_INTEGER }))?.[0] !== NONE)
    throw new Error(`${name}: the tests fail without any fault`);
  const { asked, ...first } = JSON.parse(readFileSync(join(folder, 'reached'), 'utf8'));
  const reached = new Set(first.reached);
  const bounds = { limit: 60_000 + SLOWER * (Date.now() - began), most: 100_000 + MORE * asked };
  const chosen = all.map((_, number) => number).filter((number) => number % every === 0);
  const survivors = chosen.filter((number) => !reached.has(number));
  const queue = chosen.filter((number) => reached.has(number));
  let atOnce = AT_ONCE;
  while (queue.length > 0) {
    const batch = queue.splice(0, atOnce);
    const left = await unnoticed(vitest, batch, tests, bounds);
    if (left) {
      survivors.push(...left);
      continue;
    }
    // One of them does not end: alone it is noticed by that.
    void vitest.close();
    vitest = await open(files, room.without);
    if (batch.length > 1) queue.unshift(...batch);
    atOnce = batch.length > 1 ? 1 : AT_ONCE;
  }
  await vitest.close();
  for (const number of survivors.sort((a, b) => a - b)) {
    const { file, line, was, now } = all[number];
    console.log(`  ${file}:${line}  ${was}  →  ${now || '(removed)'}${reached.has(number) ? '' : '  (not reached)'}`);
  }
  const killed = chosen.length - survivors.length;
  console.log(`${name}: ${killed} of ${chosen.length} noticed (${percent(killed, chosen.length)})`);
  return { killed, total: chosen.length };
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

const { values, positionals } = parseArgs({ options: { every: { type: 'string', default: '1' } }, allowPositionals: true });
const results = [];
for (const [name, room] of Object.entries(ROOMS))
  if (positionals.length === 0 || positionals.includes(name)) results.push(await mutateRoom(name, room, Number(values.every)));
const [killed, total] = [results.reduce((n, r) => n + r.killed, 0), results.reduce((n, r) => n + r.total, 0)];
console.log(`all: ${killed} of ${total} noticed (${percent(killed, total)})`);
process.exit(results.every((room) => room.killed >= GOAL * room.total) ? 0 : 1);
