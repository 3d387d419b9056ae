/** The log's head leaves the house: each week to the authority that stamps it and to the witnesses that the policy names. */
import { sentence } from '../desk/card.ts';
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onBusinessDays, onceOn, onFirstBusinessDayOfWeek, SOON_AFTER } from '../desk/job.ts';
import { servedFile } from '../desk/kept-files.ts';
import { type Day, isoDay, mondayOf } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { mailRoomOf } from '../letters/mail-room.ts';
import { proofTexts } from './proof.text.ts';
import { proofPolicy } from './proof-policy.ts';
import { askForStamp, headText, keepStamp, stampedHeads } from './stamp-head.ts';
import { stampsOf } from './stamps.ts';

export const proofJobs: readonly Job[] = [
  { name: 'stamp', rank: 65, at: afterMorning(SOON_AFTER), on: onBusinessDays, run: stampOfWeek },
  { name: 'witness', rank: 70, at: afterMorning(SOON_AFTER), on: onFirstBusinessDayOfWeek, run: tellWitnesses },
];

/** Once a week, on the first business day on which the authority answers. */
async function stampOfWeek(core: Core, date: Day): Promise<void> {
  const { store } = core;
  const monday = mondayOf(date);
  const stamps = stampsOf(core);
  if (stamps.authority === undefined || (await store.read.jobs.ran('stamp', isoDay(monday)))) return;
  const asked = await askForStamp(store.read, stamps);
  if (asked) await onceOn(core, 'stamp', monday, async (act) => void (await keepStamp(act, asked.head, asked.stamp)));
}

function onlyDamaged(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error;
}

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
  const stamped = (await stampedHeads(store.read)).at(-1);
  // One that was damaged goes nowhere, and `audit verify` names it; the head leaves all the same.
  const stamp = stamped && (await servedFile(store.read.files, stamped.file, locale).catch(onlyDamaged));
  const words = [
    ...t.body(company, head.seq, head.hash),
    ...(stamped && stamp ? t.stamped(headText(stamped), stamped.authority, stamp.info.name) : []),
  ];
  const blocks = words.map((text) => ({ type: 'paragraph' as const, spans: [{ text }] }));
  const attached = stamp ? [{ ...stamp.info, bytes: stamp.bytes }] : [];
  const mails = await Promise.all(
    witnesses.map(async (address) => {
      const envelope = { sender: company, replyTo: undefined, to: [address], cc: [], draft: false, at: clock.now() };
      return {
        address,
        bytes: await mailRoom.mail(
          { locale, subject, blocks },
          { ...envelope, id: `witness-${isoDay(date)}-${address.replace('@', '-')}` },
          attached,
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
