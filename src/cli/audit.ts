/** The command line's audit log: verified from its first row to its last and against every printed head, and written out whole. */
import { type Command, InvalidArgumentError } from 'commander';
import { motionsIn } from '../core/committee/motion/ports.ts';
import { committeeTexts } from '../core/committee/motion/texts.ts';
import type { AuditRow } from '../core/desk/audit-ports.ts';
import type { Store } from '../core/desk/store.ts';
import { BEFORE_ALL, type PrintedHead, verifyAudit } from '../core/desk/verify-audit.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { answer, type Context, say, withStore, writeOut } from './context.ts';

async function verifyCommand(context: Context, flags: { readonly head?: PrintedHead }): Promise<void> {
  const t = committeeTexts(context.config.policy.language).audit;
  await withStore(context, async ({ read }) => {
    const printed = await motionsIn(read).heads();
    const heads = [...printed, ...(flags.head ? [flags.head] : [])];
    const { rows, head, fault } = await verifyAudit(read.audit, heads);
    if (fault) throw new DomainError('conflict', t.bad(fault.seq, t.faults[fault.why]), { ...fault, rows });
    answer(
      context,
      { ok: true, rows, head: head ? `${head.seq}:${head.hash}` : null, heads: heads.length },
      () => `${t.good(rows, heads.length, head ? `${head.seq}:${head.hash}` : '–')}\n`,
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

/** "SEQ:HASH", as minutes print it. */
function headOf(text: string): PrintedHead {
  const m = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text);
  if (!m) throw new InvalidArgumentError('must be SEQ:HASH, as the minutes print it');
  return { seq: Number(m[1]), hash: (m[2] ?? '').toLowerCase() };
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `audit verify` and `audit export`. */
export function addAuditCommands(root: Command, run: Run): void {
  const audit = root.command('audit').description('the append-only log').exitOverride();
  const add = (name: string, description: string): Command =>
    audit.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  add('verify', 'check the whole chain, and every head printed in minutes')
    .option('--head <seq:hash>', 'a head from printed minutes', headOf)
    .action((flags: { head?: PrintedHead }, command: Command) => run(command, (context) => verifyCommand(context, flags)));
  add('export', 'every row, one JSON object a line')
    .option('--out <file>', 'where to')
    .action((flags: { out?: string }, command: Command) => run(command, (context) => exportCommand(context, flags)));
}
