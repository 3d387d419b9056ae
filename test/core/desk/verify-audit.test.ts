/** An audit log that was tampered with: every edit, deletion, swap and cut tail is found, and the first bad row is named. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, faultOf, GENESIS, hashOf } from '../../../src/core/desk/audit.ts';
import { type AuditRow, erasureOf } from '../../../src/core/desk/audit-ports.ts';
import { verifyAudit } from '../../../src/core/desk/verify-audit.ts';
import { runs } from '../../support/chance.ts';

const ROWS = 60;

function chain(count: number, subjects: Readonly<Record<number, string>> = {}): AuditRow[] {
  const rows: AuditRow[] = [];
  let prev = GENESIS;
  for (let seq = 1; seq <= count; seq++) {
    const payload = { choice: seq % 2 === 0 ? 'approve' : 'reject', n: String(seq) };
    const salt = `salt${seq}`;
    const row = {
      seq,
      at: 1000 + seq,
      actor: `p${seq % 5}@x.example`,
      action: 'motion.ballot',
      subject: subjects[seq] ?? 'motion:1',
      digest: digestOf(salt, payload),
      prev,
    };
    prev = hashOf(row);
    rows.push({ ...row, salt, payload, erased: false, hash: prev });
  }
  return rows;
}

const verify = (rows: readonly AuditRow[], heads: readonly { seq: number; hash: string }[] = []) =>
  verifyAudit(
    {
      after: async (seq, limit) =>
        [...rows]
          .sort((a, b) => a.seq - b.seq)
          .filter((r) => r.seq > seq)
          .slice(0, limit),
      lastOf: async (subjects) =>
        new Map(rows.flatMap(({ subject, seq }) => (subjects.includes(subject) ? [[subject, seq] as const] : []))),
    },
    heads,
  );

const rows = chain(ROWS);
const last = rows.at(-1);
const heads = [rows[19], last].flatMap((row) => (row ? [{ seq: row.seq, hash: row.hash }] : []));

const rowAt = (i: number): AuditRow => {
  const row = rows[i];
  if (!row) throw new Error(`no row ${i}`);
  return row;
};

type Tampering = { readonly change: (rows: AuditRow[]) => AuditRow[]; readonly first: number };

const place = fc.integer({ min: 0, max: ROWS - 1 });
/** Each way of changing the log, with the first row that is bad then. */
const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc
    .record({ i: place, field: fc.constantFrom('at', 'actor', 'action', 'subject', 'payload', 'salt', 'digest', 'prev', 'hash') })
    .map(({ i, field }) => ({
      first: i + 1,
      change: (all: AuditRow[]) =>
        all.map((row, n) => {
          if (n !== i) return row;
          if (field === 'at') return { ...row, at: row.at + 1 };
          if (field === 'payload') return { ...row, payload: { ...row.payload, choice: 'abstain' } };
          return { ...row, [field]: `${String(Reflect.get(row, field)).slice(1)}x` };
        }),
    })),
  place.map((i) => ({ first: i + 1, change: (all: AuditRow[]) => all.filter((_, n) => n !== i) })),
  fc.uniqueArray(place, { minLength: 2, maxLength: 2 }).map(([a = 0, b = 1]) => ({
    first: Math.min(a, b) + 1,
    change: (all: AuditRow[]) =>
      all.map((row, n) => (n === a ? { ...(all[b] ?? row), seq: row.seq } : n === b ? { ...(all[a] ?? row), seq: row.seq } : row)),
  })),
  fc.integer({ min: 1, max: ROWS }).map((cut) => ({ first: ROWS - cut + 1, change: (all: AuditRow[]) => all.slice(0, ROWS - cut) })),
);

describe('verifying the audit log', () => {
  it('accepts what was written', async () => {
    expect(await verify(rows, heads)).toMatchObject({ rows: ROWS, fault: undefined });
  });

  it('accepts a row whose personal data was erased when a later row says so, and no other', async () => {
    const emptied = (of: readonly AuditRow[], seq: number) =>
      of.map((row) => (row.seq === seq ? { ...row, payload: {}, salt: '', erased: true } : row));
    const long = chain(ROWS, { 40: erasureOf(6), 4: erasureOf(9) });
    expect((await verify(emptied(long, 6))).fault).toBeUndefined();
    for (const seq of [5, 7, 9, 40, ROWS]) expect((await verify(emptied(long, seq))).fault).toEqual({ seq, why: 'erased' });
  });

  it('finds each of 1,000 edits, deletions, swaps and cut tails, at its first row', async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async ({ change, first }) => {
        const { fault } = await verify(change([...rows]), heads);
        expect(fault?.seq).toBe(first);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('finds a history that was rewritten whole, by the heads that were printed', async () => {
    const rewritten = chain(ROWS).slice(0, 10);
    let prev = rewritten.at(-1)?.hash ?? '';
    for (let seq = 11; seq <= ROWS; seq++) {
      const payload = { choice: 'approve' };
      const row = { seq, at: seq, actor: 'x', action: 'a', subject: 's', digest: digestOf('s', payload), prev };
      prev = hashOf(row);
      rewritten.push({ ...row, salt: 's', payload, erased: false, hash: prev });
    }
    expect((await verify(rewritten)).fault).toBeUndefined();
    expect((await verify(rewritten, heads)).fault).toEqual({ seq: 20, why: 'head' });
  });

  it('finds a row that names another predecessor than the row before it, however well it is hashed', async () => {
    const renamed = (i: number, prev: string): AuditRow[] =>
      rows.map((row, n) => (n === i ? { ...row, prev, hash: hashOf({ ...row, prev }) } : row));
    for (const [i, prev] of [
      [0, rows[5]?.hash],
      [7, GENESIS],
      [7, rows[5]?.hash],
      [ROWS - 1, rows[0]?.hash],
    ] as const)
      expect((await verify(renamed(i, prev ?? ''))).fault).toEqual({ seq: i + 1, why: 'prev' });
    expect(faultOf(rowAt(7), rowAt(6))).toBeUndefined();
    expect(faultOf(rowAt(0), undefined)).toBeUndefined();
    expect(faultOf(rowAt(7), undefined)).toBe('gap');
  });

  it('says of each bad row what is wrong with it, and how far the log was good', async () => {
    const changed = (change: Partial<AuditRow>) => verify(rows.map((row, n) => (n === 7 ? { ...row, ...change } : row)));
    expect(await changed({ at: 0 })).toEqual({ rows: 7, head: { seq: 7, hash: rows[6]?.hash }, fault: { seq: 8, why: 'hash' } });
    expect((await changed({ payload: { choice: 'x' } })).fault).toEqual({ seq: 8, why: 'payload' });
    expect((await changed({ salt: '' })).fault).toEqual({ seq: 8, why: 'payload' });
    expect(await verify([])).toEqual({ rows: 0, head: undefined, fault: undefined });
    expect((await verify([], heads)).fault).toEqual({ seq: 1, why: 'cut' });
    expect((await verify(rows.slice(0, 25), heads)).fault).toEqual({ seq: 26, why: 'cut' });
    // Two people hold different heads of one row: one of them is wrong.
    const both = [...heads, { seq: 20, hash: 'x' }];
    expect((await verify(rows, both)).fault).toEqual({ seq: 20, why: 'head' });
    expect((await verify(rows, [...heads, ...heads])).fault).toBeUndefined();
  });

  it.each([4_999, 5_000, 5_001, 10_001])('reads all of a log of %i rows, page by page', async (count) => {
    const long = chain(count);
    expect(await verify(long)).toEqual({ rows: count, head: { seq: count, hash: long.at(-1)?.hash }, fault: undefined });
  });

  it('knows a payload by its salt and its facts in any order', () => {
    expect(digestOf('s', { b: '2', a: '1' })).toBe(digestOf('s', { a: '1', b: '2' }));
    expect(digestOf('s', { a: '1', b: '2' })).toBe(createHash('sha256').update('s{"a":"1","b":"2"}').digest('hex'));
    expect(digestOf('t', { a: '1', b: '2' })).not.toBe(digestOf('s', { a: '1', b: '2' }));
  });

  it('finds a row that was slipped in before the first one', async () => {
    const [first] = rows;
    if (!first) throw new Error('no rows');
    expect((await verify([{ ...first, seq: 0 }, ...rows])).fault).toMatchObject({ why: 'gap' });
  });
});
