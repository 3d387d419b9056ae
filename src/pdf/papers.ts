/** Documents for the core, drawn by the PDF library. */
import { committeeTexts } from '../core/committee/motion/texts.ts';
import type { ChartSpec } from '../core/desk/chart-spec.ts';
import type { Papers } from '../core/desk/core.ts';
import type { Policy } from '../core/desk/policy.ts';

export function createPapers(policy: Policy, paint: (spec: ChartSpec) => Promise<Uint8Array>): Papers {
  return {
    async pdf(cards, options) {
      // Loaded when the first document is drawn: most commands of the shell draw none.
      const { drawPdf } = await import('./draw.ts');
      const { page } = committeeTexts(options.locale).minutes;
      return (await drawPdf(cards, { author: policy.company?.name ?? 'Encours', ...options, page, paint })).bytes;
    },
  };
}
