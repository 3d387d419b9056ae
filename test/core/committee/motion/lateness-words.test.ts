/** A customer who pays before the due day is said to be early, never "-1.4 days late". */
import { describe, expect, it } from 'vitest';
import { texts } from '../../../support/texts.ts';

describe('the average delay in words', () => {
  it('is late after the due day and early before it, on votes and in their dossiers', () => {
    const fr = texts('fr').committee;
    const en = texts('en').committee;
    expect([fr.asset.paid('14'), fr.asset.paid('-1.4')]).toEqual([
      'paie avec 14 j de retard en moyenne (12 mois)',
      'paie avec 1,4 j d’avance en moyenne (12 mois)',
    ]);
    expect([en.asset.paid('14'), en.asset.paid('-1.4')]).toEqual([
      'pays 14 days late on average (12 months)',
      'pays 1.4 days early on average (12 months)',
    ]);
  });
});
