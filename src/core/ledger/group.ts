/** Circles among the parents that debtors of one company name, which make no group (docs/rules/parties.md, rule 3). */

/** A debtor that names a parent; `parentId` is null while no debtor has that account. */
export interface ParentLink {
  readonly debtorId: number;
  readonly code: string;
  readonly parent: string;
  readonly parentId: number | null;
}

/** The accounts of a circle of parents, the first one again at its end; undefined when there is none. */
export function circleIn(links: readonly ParentLink[]): readonly string[] | undefined {
  const byCode = new Map(links.map((link) => [link.code, link.parent]));
  const done = new Set<string>();
  for (const { code } of links) {
    const way: string[] = [];
    let at: string | undefined = code;
    while (at !== undefined && !done.has(at)) {
      const before = way.indexOf(at);
      way.push(at);
      if (before !== -1) return way.slice(before);
      at = byCode.get(at);
    }
    for (const passed of way) done.add(passed);
  }
  return undefined;
}
