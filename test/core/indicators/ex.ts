/** The worked ledger of docs/rules/README.md with its history: sales of April to June 2026, 20,000 receivable at the end of March, what was paid since, and what is open at 30 June. */
export const EX_HISTORY = [
  'debtor,name,ref,issueDate,dueDate,amount,kind,settledDate,disputed',
  'C1,Client Un,F1,2026-06-15,2026-07-15,10000.00,invoice,,',
  'C1,Client Un,AV1,2026-06-10,2026-06-10,-1000.00,credit-note,,',
  'C2,Client Deux,F2,2026-05-21,2026-06-20,6000.00,invoice,,',
  'C2,Client Deux,P3,2026-05-04,2026-06-03,2000.00,invoice,2026-06-08,',
  'C3,Client Trois,F3,2026-04-01,2026-05-01,4000.00,invoice,,',
  'C3,Client Trois,P2,2026-04-10,2026-05-10,6000.00,invoice,2026-05-12,',
  'C4,Client Quatre,F4,2026-01-16,2026-02-15,3000.00,invoice,,yes',
  'C4,Client Quatre,P1,2026-03-02,2026-04-01,17000.00,invoice,2026-04-20,',
].join('\n');
