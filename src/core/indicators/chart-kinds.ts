/** The charts that may be asked for. */
export const CHART_KINDS = ['aging', 'dso', 'top', 'age', 'disputes'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** Which pictures exist for one debtor alone. */
export function forOneDebtor(kind: ChartKind): boolean {
  return kind === 'aging' || kind === 'dso';
}
