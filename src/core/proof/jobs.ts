/** The log's head leaves the house: each week to the witnesses that the policy names. */
import { sentence } from '../desk/card.ts';
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onceOn, onFirstBusinessDayOfWeek, SOON_AFTER } from '../desk/job.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { mailRoomOf } from '../letters/mail-room.ts';
import { proofTexts } from './proof.text.ts';
import { proofPolicy } from './proof-policy.ts';

export const proofJobs: readonly Job[] = [
  { name: 'witness', rank: 70, at: afterMorning(SOON_AFTER), on: onFirstBusinessDayOfWeek, run: tellWitnesses },
];

/** Nothing leaves without witnesses, without a mail server, or before there is a log. */
async function tellWitnesses(core: Core, date: Day): Promise<void> {
  const { policy, store, clock } = core;
  const { witnesses } = proofPolicy(policy);
  const mailRoom = mailRoomOf(core);
  const head = await store.read.audit.head();
  if (witnesses.length === 0 || !mailRoom.sends || !head) return onceOn(core, 'witness', date);
  const { language: locale } = policy;
  const t = proofTexts(locale);
  const named = policy.company ?? (await debtorsIn(store.read).companies()).find(({ name }) => name !== '');
  const company = named?.name ?? t.unnamed;
  const subject = t.subject(company, isoDay(date));
  const blocks = t.body(company, head.seq, head.hash).map((text) => ({ type: 'paragraph' as const, spans: [{ text }] }));
  const mails = await Promise.all(
    witnesses.map(async (address) => {
      const envelope = { sender: company, replyTo: undefined, to: [address], cc: [], draft: false, at: clock.now() };
      return {
        address,
        bytes: await mailRoom.mail(
          { locale, subject, blocks },
          { ...envelope, id: `witness-${isoDay(date)}-${address.replace('@', '-')}` },
          [],
        ),
      };
    }),
  );
  return onceOn(core, 'witness', date, async ({ keep, say, log }) => {
    for (const { address, bytes } of mails) {
      const kept = { subject: `audit:${head.seq}`, debtorId: null, name: `journal-${isoDay(date)}.eml`, mime: 'message/rfc822' };
      const { id: file } = await keep({ ...kept, bytes });
      const card = sentence(subject, locale);
      await say({ key: `witness:${isoDay(date)}:${address}`, destination: { to: 'address', address }, card, file });
      await log('audit.witnessed', `audit:${head.seq}`, { seq: String(head.seq), hash: head.hash, to: address });
    }
  });
}
