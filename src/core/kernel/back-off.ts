/** How long whoever failed waits before the next try: twice as long each time, and not all of them alike. */

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Whole ms after so many failed tries before this one; `chance`, of 0 to 1, takes up to half of them off. */
export function pauseAfter({ firstMs, longestMs }: Pauses, failed: number, chance = 1): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(failed, 20)) * (0.5 + chance / 2));
}
