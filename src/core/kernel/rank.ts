/** What several features add to one list stands in the order of the ranks that they gave it, not in that in which they were gathered. */

/** The lowest rank first; equal ranks keep their order. */
export function inOrder<T extends { readonly rank: number }>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => a.rank - b.rank);
}
