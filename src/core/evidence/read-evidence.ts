/** Everything that proves a claim, read at one moment: the account, its interest, what was said and written, how disputes ended, the originals and the audit chain's head. */
import { type MotionView, viewMotion } from '../committee/motion/motion-view.ts';
import { motionsIn } from '../committee/motion/ports.ts';
import { isConsumer, isInsolvent } from '../debtors/segments.ts';
import type { TimelineEntry, TimelineSetting } from '../debtors/timeline.ts';
import type { KeptFileInfo } from '../desk/kept-files.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import type { Dispute } from '../disputes/case/dispute.ts';
import { disputesIn } from '../disputes/case/ports.ts';
import { timelineOf } from '../history/timeline.ts';
import { type Day, localTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Company, type Debtor, debtorsIn } from '../ledger/parties.ts';
import { type DisputedItem, ledgerIn, type OpenItem } from '../ledger/ports.ts';
import type { Charges, Claim } from '../letters/claim.ts';
import { type LetterRow, lettersIn } from '../letters/ports.ts';
import { chargesOrRefusal, givenUp, readClaim } from '../letters/write-letter.ts';
import { promisesIn } from '../promises/ports.ts';
import type { PaymentPromise } from '../promises/promise.ts';

export interface Evidence {
  readonly debtor: Debtor;
  readonly company: Pick<Company, 'name' | 'siren'>;
  readonly day: Day;
  readonly ledgerDay: Day | undefined;
  readonly items: readonly OpenItem[];
  readonly disputed: readonly DisputedItem[];
  readonly claim: Claim;
  /** The charges; a sentence when a half-year's rate is missing; undefined when none may be claimed. */
  readonly charges: Charges | { readonly missing: string } | undefined;
  readonly promises: readonly PaymentPromise[];
  readonly disputes: readonly Dispute[];
  readonly motions: readonly MotionView[];
  readonly letters: readonly LetterRow[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly originals: readonly KeptFileInfo[];
  readonly head: { readonly seq: number; readonly hash: string } | undefined;
  readonly names: ReadonlyMap<string, string>;
}

export interface EvidenceSetting extends TimelineSetting {
  readonly locale: Locale;
}

const MAX_ITEMS = 100_000;
const MAX_MOTIONS = 1_000;

/** Files of this subject are evidence files themselves, no originals. */
export function evidenceSubject(debtorId: number): string {
  return `evidence:${debtorId}`;
}

export async function readEvidence(read: Reads, debtor: Debtor, setting: EvidenceSetting): Promise<Evidence> {
  const { policy, now, locale } = setting;
  const { day } = localTime(now, policy.timeZone);
  const { id } = debtor;
  const [companies, ledgerDay, { items }, disputed, claim, promises, disputes, motions, letters, timeline, files, head, people] =
    await Promise.all([
      debtorsIn(read).companies(),
      ledgerIn(read).ledgerDay(debtor.companyId),
      ledgerIn(read).openItems(id, day, MAX_ITEMS),
      ledgerIn(read).disputedOpen(day, { debtorIds: [id] }),
      readClaim(read, id, day, policy),
      promisesIn(read).find({ debtorIds: [id] }),
      disputesIn(read).find({ debtorId: id }),
      motionsOf(read, id, setting),
      lettersIn(read).find({ debtorIds: [id] }),
      timelineOf(read, id, setting),
      read.files.ofDebtor(id),
      read.audit.head(),
      read.people.all(),
    ]);
  return {
    debtor,
    company: policy.company ?? companies.find((c) => c.id === debtor.companyId) ?? { name: '', siren: '' },
    ...{ day, ledgerDay, items, disputed, claim, promises, disputes, motions, letters, head },
    charges:
      isConsumer(debtor, policy) || isInsolvent(debtor, policy)
        ? undefined
        : chargesIfKnown(claim, await givenUp(read, id, claim), policy, locale),
    timeline: [...timeline].reverse(),
    originals: files.filter((file) => file.subject !== evidenceSubject(id)),
    names: new Map(people.map((p) => [p.email, p.name])),
  };
}

async function motionsOf(read: Reads, debtorId: number, setting: EvidenceSetting): Promise<readonly MotionView[]> {
  const views: MotionView[] = [];
  for (const { id } of await motionsIn(read).find({ debtorId, limit: MAX_MOTIONS })) {
    const file = await motionsIn(read).file(id);
    if (file) views.push(await viewMotion(read, file, setting.now, setting));
  }
  return views.reverse();
}

/** A file of evidence is made even where a rate is missing: it says so in the computation's place. */
function chargesIfKnown(claim: Claim, given: bigint, policy: Policy, locale: Locale): Evidence['charges'] {
  try {
    return chargesOrRefusal(claim, given, policy, locale);
  } catch (error) {
    if (error instanceof DomainError) return { missing: error.message };
    throw error;
  }
}
