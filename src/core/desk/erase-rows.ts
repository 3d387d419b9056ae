/** Personal data in the audit log, erased because somebody may ask for it (GDPR, art. 17): what decides stays, as its proof must (docs/rules/proof.md, rule 3). */
import { DomainError } from '../kernel/errors.ts';
import type { Act } from './act.ts';
import { auditTexts } from './audit.text.ts';
import { WHOLE } from './audit.ts';
import type { AuditRow } from './audit-ports.ts';
import { chainedKinds } from './chained.ts';

/** All of them or none; the answer in words. */
export async function eraseRows(act: Act, seqs: readonly number[], why: string): Promise<string> {
  act.need('administer');
  const t = auditTexts(act.locale).erase;
  const reason = why.trim();
  if (reason === '') throw new DomainError('bad-input', t.noReason);
  const rows = [...new Set(seqs)].sort((a, b) => a - b);
  for (const seq of rows) {
    const [row] = await act.tx.audit.after(seq - 1, 1);
    if (row?.seq !== seq) throw new DomainError('bad-input', t.unknown(seq));
    if (row.erased) throw new DomainError('conflict', t.already(seq));
    if (isProof(act, row)) throw new DomainError('conflict', t.decides(seq, row.subject));
  }
  await act.erase(rows, reason);
  return t.done(rows);
}

/** Without the row a state could not be rebuilt, or the log not be verified: those about what decides, also from before they stated it; those about the log itself; and the one that says how much rows state. */
function isProof(act: Act, { action, subject, payload }: AuditRow): boolean {
  const decides = chainedKinds(act).some(({ noun }) => subject.startsWith(`${noun}:`));
  return decides || payload.states !== undefined || payload[WHOLE] !== undefined || action.startsWith('audit.');
}
