/** The evidence file as paper, and as an archive with its originals; that it was made is in the audit log, with the chain's head that it prints. */

import type { KeptFileInfo } from '../desk/kept-files.ts';
import type { Reads, Tx } from '../desk/store.ts';
import { isoDay } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { MailRoom, PaperFile } from '../letters/mail-room.ts';
import { evidenceCard } from './evidence.card.ts';
import { evidenceTexts } from './evidence.text.ts';
import { type Evidence, type EvidenceSetting, readEvidence } from './read-evidence.ts';

export interface MadeEvidence {
  readonly evidence: Evidence;
  readonly pdf: PaperFile;
}

export async function makeEvidence(read: Reads, mailRoom: MailRoom, debtor: Debtor, setting: EvidenceSetting): Promise<MadeEvidence> {
  const evidence = await readEvidence(read, debtor, setting);
  const { policy, locale } = setting;
  const t = evidenceTexts(locale);
  const card = evidenceCard(evidence, policy, locale);
  const bytes = await mailRoom.record(card, { title: t.title(debtor.name), author: evidence.company.name, page: t.page });
  const name = `${debtor.code.replace(/[^A-Za-z0-9-]+/g, '_')}-evidence-${isoDay(evidence.day)}.pdf`;
  return { evidence, pdf: { name, mime: 'application/pdf', bytes } };
}

/** The archive: the paper, every original under its number, and their hashes in the form that `sha256sum -c` reads. */
export async function archiveOf(read: Reads, mailRoom: MailRoom, { evidence, pdf }: MadeEvidence): Promise<Uint8Array> {
  const originals: PaperFile[] = [];
  for (const file of evidence.originals) {
    const bytes = await read.files.bytes(file.id);
    if (bytes) originals.push({ name: originalName(file), mime: file.mime, bytes });
  }
  const sums = evidence.originals.map((file) => `${file.sha256}  ${originalName(file)}\n`).join('');
  const list = { name: 'SHA256SUMS.txt', mime: 'text/plain', bytes: new TextEncoder().encode(sums) };
  return mailRoom.zip([pdf, ...originals, ...(originals.length > 0 ? [list] : [])]);
}

function originalName(file: KeptFileInfo): string {
  return `${file.id}-${file.name.replace(/[/\\\n\r]/g, '_')}`;
}

export async function noteEvidence(tx: Tx, evidence: Evidence, by: { readonly at: number; readonly actor: string }): Promise<void> {
  const { debtor, originals, head } = evidence;
  const payload = { debtor: debtor.code, originals: String(originals.length), head: head ? `${head.seq}:${head.hash}` : '' };
  await tx.audit.append({ at: by.at, actor: by.actor, action: 'evidence.made', subject: `debtor:${debtor.id}`, payload });
}
