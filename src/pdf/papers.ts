/** Documents for the core: paper, drawn by the PDF library, and pages. */
import { committeeTexts } from '../core/committee/motion/texts.ts';
import type { ChartSpec } from '../core/desk/chart-spec.ts';
import type { Papers } from '../core/desk/core.ts';
import type { Policy } from '../core/desk/policy.ts';
import { decisionPage } from '../page/decision-page.ts';

export function createPapers(policy: Policy, paint: (spec: ChartSpec) => Promise<Uint8Array>): Papers {
  return {
    page: decisionPage,
    async pdf(cards, options) {
      // Loaded when the first document is drawn: most commands of the shell draw none.
      const { drawPdf } = await import('./draw.ts');
      const { page } = committeeTexts(options.locale).minutes;
      return (await drawPdf(cards, { author: policy.company?.name ?? 'Encours', ...options, page, paint })).bytes;
    },
  };
}
