/** A collector's desk: a debtor with overdue invoices, people in every role, and the powers of the defaults unless a test says otherwise. */
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { DEFAULT_MANDATES, type Mandate, type MandatePolicy } from '../../../src/core/mandates/power.ts';
import type { MandateUse } from '../../../src/core/mandates/use.ts';
import { type Company, company } from '../disputes/support.ts';

export const CHANNELS: Policy['channels'] = {
  agenda: { on: { slack: 'C1' }, allowed: [] },
  disputes: { on: { slack: 'C2' }, allowed: [] },
  committee: { on: { slack: 'C3' }, allowed: [] },
};

export interface Office extends Company {
  uses(): Promise<readonly MandateUse[]>;
  /** The words of every post to a person, newest last. */
  told(email: string): readonly string[];
}

export async function office(
  change: Partial<MandatePolicy> & { readonly more?: Partial<Policy>; readonly at?: string; readonly items?: string } = {},
): Promise<Office> {
  const { more, at, items, ...mandates } = change;
  const base = await company({
    policy: { channels: CHANNELS, mandates: { ...DEFAULT_MANDATES, ...mandates }, ...more },
    ...(at === undefined ? {} : { at }),
    ...(items === undefined ? {} : { items }),
  });
  return Object.assign(base, {
    uses: () => mandatesIn(base.core.store.read).find({}),
    told: (email: string) =>
      base.platform.posts.flatMap((p) =>
        p.to.kind === 'person' && p.to.identity.userId === email ? [p.card.fallback.replace(/[\u00a0\u202f]/g, ' ')] : [],
      ),
  });
}

export function collectorHas(given: Partial<Mandate> & Pick<Mandate, 'power'>): Mandate {
  const none = {
    upTo: undefined,
    minor: undefined,
    currency: 'EUR',
    only: false,
    percent: undefined,
    segments: [],
    companies: [],
    until: undefined,
  };
  return { holder: 'collector', ...none, ...given };
}
