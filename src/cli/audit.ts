/** The command line's audit log: verified from its first row to its last and against every printed head, and written out whole. */
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { motionsIn } from '../core/committee/motion/ports.ts';
import { act } from '../core/desk/act.ts';
import { auditTexts } from '../core/desk/audit.text.ts';
import type { AuditRow } from '../core/desk/audit-ports.ts';
import type { Difference } from '../core/desk/chained.ts';
import { eraseRows } from '../core/desk/erase-rows.ts';
import { servedFile } from '../core/desk/kept-files.ts';
import type { Store } from '../core/desk/store.ts';
import { BEFORE_ALL, type PrintedHead } from '../core/desk/verify-audit.ts';
import { verifyState } from '../core/desk/verify-state.ts';
import { instantOf } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { proofTexts } from '../core/proof/proof.text.ts';
import { proofPolicy } from '../core/proof/proof-policy.ts';
import { askForStamp, badStamp, headText, keepStamp, stampedHeads } from '../core/proof/stamp-head.ts';
import { StampFault } from '../core/proof/stamps.ts';
import { createStamps } from '../stamps/stamps.ts';
import { actingHouse, answer, type Context, dayOption, houseOf, makeFolder, personAt, say, withStore, writeOut } from './context.ts';

function placeIn({ table, key, field }: Difference): string {
  return [table, key, ...(field === undefined ? [] : [field])].join(', ');
}

interface VerifyFlags {
  readonly head: readonly PrintedHead[];
  readonly since?: string;
}

async function verifyCommand(context: Context, flags: VerifyFlags): Promise<void> {
  const { policy } = context.config;
  const t = auditTexts(policy.language);
  const p = proofTexts(policy.language);
  const since = flags.since === undefined ? undefined : instantOf(dayOption(context.config, flags.since), 0, policy.timeZone);
  await withStore(context, async ({ read }) => {
    const printed = await motionsIn(read).heads();
    const stamped = await stampedHeads(read);
    const heads = [...printed, ...stamped, ...flags.head];
    const known = await read.audit.head();
    const { stderr } = context.shell;
    const progress = (rows: number): void => void (stderr.isTTY && stderr.write(`\r${t.progress(rows, known?.seq ?? 0)}`));
    const { fault, difference, ...verified } = await verifyState(houseOf(context.config), read, { heads, since, progress });
    if (stderr.isTTY) stderr.write('\n');
    if (fault) throw new DomainError('conflict', t.bad(fault.seq, t.faults[fault.why]), { ...fault, rows: verified.rows });
    if (difference) throw new DomainError('conflict', t.differs(placeIn(difference), t.differences[difference.why]), difference);
    const bad = await badStamp(read, createStamps(undefined), stamped);
    if (bad) throw new DomainError('conflict', p.badStamp(bad.seq, bad.file), { ...bad });
    const { rows, subjects, before } = verified;
    const head = verified.head ? `${verified.head.seq}:${verified.head.hash}` : null;
    const stamps = stamped.length;
    answer(context, { ok: true, rows, subjects, before, head, heads: heads.length, stamps }, () =>
      [
        t.good(rows, heads.length, head ?? '–'),
        t.agrees(subjects),
        ...(before > 0 ? [t.before(before)] : []),
        ...(stamps > 0 ? [p.stampedHeads(stamps)] : []),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    );
  });
}

const PAGE = 5_000;

async function* everyRow(store: Store): AsyncGenerator<AuditRow> {
  for (let after = BEFORE_ALL; ; ) {
    const page = await store.read.audit.after(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.seq;
  }
}

/** One JSON object a line; with --json one document. */
async function exportCommand(context: Context, flags: { readonly out?: string }): Promise<void> {
  await withStore(context, async (store) => {
    const rows: AuditRow[] = [];
    for await (const row of everyRow(store)) rows.push(row);
    const text = context.json ? `${JSON.stringify({ rows }, null, 2)}\n` : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (flags.out === undefined) say(context, text);
    else writeOut(context, flags.out, text);
  });
}

/** The head, stamped now: each week's is by itself. */
async function stampCommand(context: Context, { actor }: { readonly actor: string }): Promise<void> {
  const { policy } = context.config;
  const { language: locale } = policy;
  const t = proofTexts(locale);
  const stamps = createStamps(proofPolicy(policy).timeStamps);
  await withStore(context, async (store) => {
    const by = await personAt(store, actor, locale);
    const house = await actingHouse(context.config, store);
    await act(house, { by, locale }, async (under) => under.need('administer'));
    const asked = await askForStamp(store.read, stamps).catch((error: unknown) => {
      throw error instanceof StampFault ? noStamp(error, stamps.authority ?? '', locale) : error;
    });
    if (!asked) throw new DomainError('conflict', t.noLog);
    const kept = await act(house, { by, locale }, (under) => keepStamp(under, asked.head, asked.stamp));
    answer(context, kept, () => `${t.stampedNow(kept.seq, kept.authority, isoInstant(kept.at))}\n`);
  });
}

function noStamp({ problem, detail }: StampFault, host: string, locale: Locale): DomainError {
  const t = proofTexts(locale).noStamp;
  if (problem === 'none') return new DomainError('conflict', t.none);
  if (problem === 'away') return new DomainError('conflict', t.away(host, detail));
  return new DomainError('conflict', problem === 'refused' ? t.refused(host) : t.bad(host));
}

function isoInstant(at: number): string {
  return new Date(at).toISOString();
}

/** The kept stamps, and with `--out` the authority's replies beside what each of them stamped. */
async function stampsCommand(context: Context, { out }: { readonly out?: string }): Promise<void> {
  const { language: locale } = context.config.policy;
  await withStore(context, async ({ read }) => {
    const stamps = await stampedHeads(read);
    if (out !== undefined) {
      makeFolder(context, out);
      for (const stamp of stamps) {
        const file = await servedFile(read.files, stamp.file, locale);
        if (!file) continue;
        writeOut(context, join(out, file.info.name), file.bytes);
        writeOut(context, join(out, file.info.name.replace(/\.tsr$/, '.txt')), headText(stamp));
      }
    }
    answer(context, { stamps }, () =>
      stamps.length === 0
        ? `${proofTexts(locale).noStamps}\n`
        : stamps.map((stamp) => `${isoInstant(stamp.at)}  ${stamp.authority}  ${headText(stamp)}\n`).join(''),
    );
  });
}

interface EraseFlags {
  readonly why: string;
  readonly actor: string;
}

async function eraseCommand(context: Context, rows: readonly number[], { why, actor }: EraseFlags): Promise<void> {
  const { language: locale } = context.config.policy;
  await withStore(context, async (store) => {
    const by = await personAt(store, actor, locale);
    const words = await act(await actingHouse(context.config, store), { by, locale }, (under) => eraseRows(under, rows, why));
    answer(context, { erased: rows, message: words }, () => `${words}\n`);
  });
}

function rowOf(text: string, before: readonly number[] = []): readonly number[] {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be the number of a row of the log');
  return [...before, Number(text)];
}

/** "SEQ:HASH", as minutes print it. */
function headOf(text: string): PrintedHead {
  const m = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text);
  if (!m) throw new InvalidArgumentError('must be SEQ:HASH, as the minutes print it');
  return { seq: Number(m[1]), hash: (m[2] ?? '').toLowerCase() };
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `audit verify`, `audit export`, `audit stamp`, `audit stamps` and `audit erase`. */
export function addAuditCommands(root: Command, run: Run): void {
  const audit = root.command('audit').description('the append-only log').exitOverride();
  const add = (name: string, description: string): Command =>
    audit.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  add('verify', 'check the whole chain, every head printed in minutes, and the tables against it')
    .option(
      '--head <seq:hash>',
      'a head from printed minutes; may be given several times',
      (text, before: readonly PrintedHead[]) => [...before, headOf(text)],
      [],
    )
    .option('--since <date>', 'only rows from that day on, and what they are about')
    .action((flags: VerifyFlags, command: Command) => run(command, (context) => verifyCommand(context, flags)));
  add('export', 'every row, one JSON object a line')
    .option('--out <file>', 'where to')
    .action((flags: { out?: string }, command: Command) => run(command, (context) => exportCommand(context, flags)));
  add('stamp', 'have the head of the log stamped now by the authority that the policy names (proof.timeStamps)')
    .requiredOption('--actor <email>', 'the administrator who asks for it')
    .action((flags: { actor: string }, command: Command) => run(command, (context) => stampCommand(context, flags)));
  add('stamps', 'every time-stamp of the log’s head, oldest first')
    .option('--out <folder>', 'where to put the authority’s replies (.tsr), each beside what it stamped (.txt)')
    .action((flags: { out?: string }, command: Command) => run(command, (context) => stampsCommand(context, flags)));
  add('erase', 'empty the content of rows that hold personal data; the log still verifies and says who erased them, and why')
    .argument('<row...>', 'numbers of rows', rowOf)
    .requiredOption('--why <text>', 'the reason, which the log keeps')
    .requiredOption('--actor <email>', 'the administrator who erases them')
    .action((rows: readonly number[], flags: EraseFlags, command: Command) =>
      run(command, (context) => eraseCommand(context, rows, flags)),
    );
}
