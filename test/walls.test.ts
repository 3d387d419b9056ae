/**
 * The walls of the house: which room may know which, by values and by types alike. A line that is not in the table is a wall; an arrow that is in it has its reason.
 * `ARCHITECTURE.md` draws the same.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('store/generated'))
  .sort();
const textOf = (file: string): string => readFileSync(join(src, file), 'utf8');

/** What a file names: modules of its own, as paths in src, and packages. */
const importsOf = (file: string): readonly string[] => {
  const named = [
    ...textOf(file).matchAll(
      /(?:^|\s)(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
  return named.map((name) => (name.startsWith('.') ? relative(src, join(src, dirname(file), name)).replaceAll('\\', '/') : name));
};
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const own = (file: string): readonly string[] => (imports.get(file) ?? []).filter((to) => imports.has(to));

/** A folder of src, in the core one of its rooms; the root's own files and the core's list of doors are rooms by themselves. */
const roomOf = (file: string): string => {
  const parts = file.split('/');
  if (parts[0] === 'core') return parts.length > 2 ? `core/${parts[1]}` : file;
  return parts.length > 1 ? `${parts[0]}` : file;
};

/** What everything that a company does with its debtors stands on. */
const BASE = ['core/kernel', 'core/desk', 'core/ledger', 'core/debtors'];
/** A technology implements what the core asks for, so it knows whose shapes it fills. */
const EVERY_ROOM = files.filter((file) => file.startsWith('core/')).map(roomOf);

/** Each room, with the rooms that it may know and why. */
const ARROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'core/kernel': {},
  'core/desk': { 'core/kernel': 'days, money, words' },
  'core/ledger': { 'core/kernel': 'days, money, words', 'core/desk': 'acts, cards, intents' },
  'core/debtors': { 'core/kernel': 'days, money, words', 'core/desk': 'acts, cards, intents', 'core/ledger': 'items and parties' },
  'core/disputes': on(BASE),
  'core/promises': on(BASE),
  'core/history': on(BASE),
  'core/score': on(BASE),
  'core/dunning': on(BASE),
  'core/mandates': {
    ...on(BASE),
    'core/promises': 'an extension is a promise',
    'core/disputes': 'a credit note is claimed once, by a dispute or by a power',
    'core/committee': 'what is beyond a power becomes a motion',
  },
  'core/letters': { ...on(BASE), 'core/mandates': 'what was waived is not claimed' },
  'core/committee': {
    ...on(BASE),
    'core/score': 'the dossier shows the score',
    'core/promises': 'the dossier shows how promises were kept',
  },
  'core/proof': { ...on(BASE), 'core/letters': 'the log’s head leaves by the mail room' },
  'core/indicators': {
    ...on(BASE),
    'core/promises': 'the rate of promises kept',
    'core/disputes': 'disputes are counted by their reasons',
    'core/committee': 'the week names what was decided',
  },
  'core/agenda': {
    ...on(BASE),
    'core/dunning': 'which step is due',
    'core/promises': 'a promise holds reminders back',
    'core/mandates': 'a power in force holds reminders back',
    'core/score': 'a scenario may depend on the debtor’s class',
  },
  'core/evidence': {
    ...on(BASE),
    'core/committee': 'what was decided on the account',
    'core/disputes': 'what was disputed, and how it ended',
    'core/promises': 'what was promised, and kept',
    'core/letters': 'what was claimed, and what it comes to',
    'core/history': 'the trace in the order of its days',
  },
  'core/doors.ts': Object.fromEntries(EVERY_ROOM.map((room) => [room, 'the list of doors'])),
  'core/features.ts': { 'core/doors.ts': 'gathers what the doors bring', 'core/desk': 'what a door is' },
  store: { ...on(EVERY_ROOM), platforms: 'keeps what a platform remembers for itself', work: 'worker threads' },
  files: { ...on(EVERY_ROOM), work: 'worker threads' },
  charts: { ...on(BASE), work: 'worker threads' },
  pdf: { ...on(EVERY_ROOM), page: 'documents are papers or pages' },
  page: on(EVERY_ROOM),
  mail: {
    ...on(EVERY_ROOM),
    config: 'whether e-mails can leave',
    letters: 'the templates of the product',
    pdf: 'a letter’s page',
    server: 'secrets are hidden as in the log',
    work: 'mail is a traffic of the outbox',
  },
  stamps: { 'core/kernel': 'words of faults', 'core/proof': 'what a stamp is' },
  letters: { 'core/letters': 'what a template is', 'core/ledger': 'why a file is refused', files: 'opens plain files alone' },
  platforms: on(BASE),
  server: on(BASE),
  work: on(EVERY_ROOM),
  config: { ...on(EVERY_ROOM), files: 'words of faults, places in YAML' },
  cli: {
    ...on(EVERY_ROOM),
    ...on(['config', 'store', 'files', 'charts', 'pdf', 'mail', 'letters', 'stamps', 'platforms', 'server', 'work', 'main.ts', 'demo.ts']),
  },
  'cli.ts': { cli: 'where the shell enters' },
  'main.ts': {
    ...on(EVERY_ROOM),
    ...on(['config', 'store', 'files', 'charts', 'pdf', 'mail', 'letters', 'stamps', 'platforms', 'server', 'work', 'demo.ts']),
  },
  'demo.ts': { ...on(EVERY_ROOM), files: 'reads the demo company’s files' },
};

function on(rooms: readonly string[]): Record<string, string> {
  return Object.fromEntries(rooms.map((room) => [room, 'stands on it']));
}

/** Known violations, as `from -> to`; this list only shrinks. */
const KNOWN: readonly string[] = [];

/** The ways round in a graph of names: each strongly connected part of more than one (Tarjan). */
function circles(nodes: Iterable<string>, next: (node: string) => Iterable<string>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    for (const to of next(node)) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(node, Math.min(low.get(node) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(node) !== index.get(node)) return;
    const part = stack.splice(stack.indexOf(node));
    if (part.length > 1) found.push(part.sort());
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}

/** Between folders: who imports whom. */
function folders(under: string, folderOf: (file: string) => string): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const file of files.filter((f) => f.startsWith(under))) {
    const from = folderOf(file);
    const to = graph.get(from) ?? new Set<string>();
    graph.set(from, to);
    for (const target of own(file)) if (target.startsWith(under) && folderOf(target) !== from) to.add(folderOf(target));
  }
  return graph;
}

describe('the walls between rooms', () => {
  it('are passed only where the table says so', () => {
    const passed = files.flatMap((file) =>
      own(file)
        .filter((to) => roomOf(to) !== roomOf(file) && !Object.hasOwn(ARROWS[roomOf(file)] ?? {}, roomOf(to)))
        .map((to) => `${file} -> ${to}`),
    );
    expect(passed.filter((line) => !KNOWN.includes(line))).toEqual([]);
    expect(KNOWN.filter((line) => !passed.includes(line))).toEqual([]);
  });
  it('leave no arrow in the table that nothing needs any more', () => {
    const used = new Set(files.flatMap((file) => own(file).map((to) => `${roomOf(file)} -> ${roomOf(to)}`)));
    const named = Object.entries(ARROWS).flatMap(([from, tos]) =>
      Object.entries(tos).flatMap(([to, why]) => (why === 'stands on it' || from === 'core/doors.ts' ? [] : [`${from} -> ${to}`])),
    );
    expect(named.filter((arrow) => !used.has(arrow))).toEqual([]);
  });
  it('know every room', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !Object.hasOwn(ARROWS, room))).toEqual([]);
  });
  it('let no folder of the core come back to itself, by values or by types', () => {
    const rooms = folders('core/', roomOf);
    expect(circles(rooms.keys(), (room) => rooms.get(room) ?? [])).toEqual([]);
  });
  it('let no more than three files go round', () => {
    expect(circles(files, own).filter((circle) => circle.length > 3)).toEqual([]);
  });
});

describe('the core', () => {
  const core = files.filter((file) => file.startsWith('core/'));
  it('imports only itself, Temporal and hashing', () => {
    const strays = core.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((name) => !name.startsWith('core/') && !['temporal-polyfill', 'node:crypto'].includes(name))
        .map((name) => `${file} -> ${name}`),
    );
    expect(strays).toEqual([]);
  });
  it('looks at neither the machine’s clock nor its chance nor its environment', () => {
    const strays = core.filter((file) => /Date\.now\(|Math\.random\(|randomUUID|process\.(env|cwd)|new Date\(\)/.test(textOf(file)));
    expect(strays).toEqual([]);
  });
  it('writes the audit chain and the outbox through the one act alone', () => {
    const writes = files.filter(
      (file) => /\.append\(\{ at|audit\.append|auditIn\(|keptIn\(|\.enqueue\(/.test(textOf(file)) && !file.startsWith('store/'),
    );
    expect(writes).toEqual(['core/desk/act.ts', 'core/desk/audit-ports.ts'].filter((file) => writes.includes(file)));
  });
});

describe('a technology', () => {
  const only = (pattern: RegExp, places: readonly string[]): string[] =>
    files.filter((file) => (imports.get(file) ?? []).some((name) => pattern.test(name)) && !places.some((place) => file.startsWith(place)));
  it.each([
    [/^@slack\//, ['platforms/slack/']],
    [/^bot(builder|framework)/, ['platforms/teams/auth.ts']],
    [/^(@prisma\/|@?libsql|prisma$)/, ['store/']],
    [/^(chart\.js|chartjs-node-canvas|@napi-rs\/canvas)/, ['charts/']],
    [/^(papaparse|read-excel-file|iconv-lite)/, ['files/']],
    [/^node-cron$/, ['work/schedule.ts']],
    [/^date-holidays$/, ['config/calendar.ts']],
    [/^(nodemailer|yazl)/, ['mail/']],
    [/^(pkijs|asn1js)/, ['stamps/']],
  ])('%s is known to its own folder alone', (pattern, places) => {
    expect(only(pattern, places)).toEqual([]);
  });
  it('of SQL stays in the store', () => {
    const strays = files.filter(
      (file) => !file.startsWith('store/') && /\bsql`|\$queryRaw|\$executeRaw|\bSELECT\s.+\sFROM\b/.test(textOf(file)),
    );
    expect(strays).toEqual([]);
  });
});
