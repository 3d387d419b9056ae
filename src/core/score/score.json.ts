/** A score for machines: points as decimal strings, each component with its weight. */
import type { Score } from './score.ts';

type Json = Record<string, unknown>;

function points(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Null without a score. `before` is the score of four weeks earlier. */
export function scoreJson(score: Score | undefined, before: Score | undefined): Json | null {
  if (!score) return null;
  return {
    points: points(score.tenths),
    class: score.class,
    known: score.known,
    before: before ? points(before.tenths) : null,
    components: score.parts.map(({ component, weight, tenths }) => ({
      component,
      weight,
      points: tenths === undefined ? null : points(tenths),
    })),
  };
}
