/** What unallocated credits cover: the oldest debits first, each credit from its own day on (docs/rules/ledger.md, rule 27; C. civ. 1342-10). The one place where that is worked out debit by debit. */
import { lesser } from '../kernel/amounts.ts';
import type { Day } from '../kernel/dates.ts';

/** An amount above 0 that waits to be covered, by its due day. */
interface Owed {
  readonly due: Day;
  readonly minor: bigint;
}

/** What is left when an amount covers the oldest; `parts` are oldest first. */
export function uncovered<P extends Owed>(parts: readonly P[], covering: bigint): P[] {
  let left = covering;
  return parts.flatMap((part) => {
    const taken = lesser(left, part.minor > 0n ? part.minor : 0n);
    left -= taken;
    return part.minor - taken > 0n ? [{ ...part, minor: part.minor - taken }] : [];
  });
}

/** What of each part which credit covers, in the order of the parts, which are oldest first; credits are taken by their days. */
export function coversOf(
  parts: readonly Owed[],
  credits: readonly { readonly day: Day; readonly minor: bigint }[],
): (readonly { readonly day: Day; readonly minor: bigint; readonly credit: number }[])[] {
  const waiting = credits.map(({ day, minor }, credit) => ({ day, minor, credit })).sort((a, b) => a.day - b.day);
  let next = 0;
  return parts.map(({ minor }) => {
    const covers: { day: Day; minor: bigint; credit: number }[] = [];
    for (let room = minor; room > 0n; ) {
      const credit = waiting[next];
      if (!credit) break;
      const part = lesser(credit.minor, room);
      credit.minor -= part;
      room -= part;
      if (part > 0n) covers.push({ ...credit, minor: part });
      if (credit.minor <= 0n) next++;
    }
    return covers;
  });
}
