/** Charts as the week's post shows them: twelve weeks of an aged balance, in both languages. */
export const samples = ['fr', 'en'].map((locale) => ({
  kind: 'aged-balance',
  locale,
  title: locale === 'fr' ? 'Balance âgée' : 'Aged balance',
  currency: 'EUR',
  target: 0.1,
  points: Array.from({ length: 12 }, (_, week) => point(week)),
}));

function point(week) {
  const cents = (thousands) => BigInt(thousands * 100_000 + week * 12_345);
  return {
    label: `S${36 + week}`,
    notDue: cents(1500 + 20 * week),
    d1_30: cents(120 - 3 * week),
    d31_60: cents(60 + week),
    d61_90: cents(35),
    d91_120: cents(12),
    over120: cents(28 - week),
    unallocated: -cents(18),
    unallocatedDue: -cents(9),
    overdueRate: 0.12 - week / 500,
  };
}
