/** What is mutated, and the nearest tests that must notice, `without` those that have a word in their names. */
export const ROOMS = {
  votes: {
    sources: [
      'core/committee/count/ballots.ts',
      'core/committee/count/judge.ts',
      'core/committee/count/tally.ts',
      'core/committee/count/feasible.ts',
    ],
    tests: ['core/committee/count'],
  },
  money: {
    sources: [
      'core/kernel/money.ts',
      'core/kernel/rates.ts',
      'core/kernel/amounts.ts',
      'core/kernel/amount-words.ts',
      'core/kernel/buckets.ts',
    ],
    tests: ['core/kernel/money.test.ts', 'core/kernel/amount-words.test.ts', 'core/kernel/buckets.test.ts'],
  },
  ledger: {
    sources: ['core/ledger/allocate.ts', 'core/ledger/terms.ts', 'core/ledger/classify.ts'],
    tests: ['core/ledger/allocate.test.ts', 'core/ledger/terms.test.ts', 'core/ledger/classify.test.ts'],
  },
  permissions: {
    sources: ['core/desk/policy.ts', 'core/desk/privacy.ts', 'core/desk/roster.ts', 'core/desk/leaver.ts', 'core/desk/intent.ts'],
    tests: ['core/desk/privacy.test.ts', 'core/desk/permissions.test.ts', 'core/desk/intent.test.ts'],
  },
  audit: { sources: ['core/desk/audit.ts', 'core/desk/verify-audit.ts'], tests: ['core/desk/verify-audit.test.ts'] },
  outbox: {
    sources: ['work/deliver.ts', 'work/send.ts', 'work/notices.ts', 'work/traffic.ts'],
    tests: ['work/deliver.test.ts', 'work/send.test.ts', 'work/deliver-any.test.ts'],
    without: 'PostgreSQL',
  },
  inbox: { sources: ['work/inbox.ts', 'work/journal.ts'], tests: ['work/inbox.test.ts', 'work/journal.test.ts'], without: 'PostgreSQL' },
};
