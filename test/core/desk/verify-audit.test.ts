/** An audit log that was tampered with: every edit, deletion, swap and cut tail is found, and the first bad row is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, GENESIS, hashOf } from '../../../src/core/desk/audit.ts';
import type { AuditRow } from '../../../src/core/desk/audit-ports.ts';
import { verifyAudit } from '../../../src/core/desk/verify-audit.ts';
import { runs } from '../../support/chance.ts';

const ROWS = 60;

function chain(count: number): AuditRow[] {
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
      subject: 'motion:1',
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
    },
    heads,
  );

const rows = chain(ROWS);
const last = rows.at(-1);
const heads = [rows[19], last].flatMap((row) => (row ? [{ seq: row.seq, hash: row.hash }] : []));

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
  it('accepts what was written, and rows whose personal data was erased', async () => {
    expect(await verify(rows, heads)).toMatchObject({ rows: ROWS, fault: undefined });
    const erased = rows.map((row, i) => (i === 5 ? { ...row, payload: {}, salt: '', erased: true } : row));
    expect((await verify(erased, heads)).fault).toBeUndefined();
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

  it('finds a row that was slipped in before the first one', async () => {
    const [first] = rows;
    if (!first) throw new Error('no rows');
    expect((await verify([{ ...first, seq: 0 }, ...rows])).fault).toMatchObject({ why: 'gap' });
  });
});
