/** The log's head outside of the house: to whom it goes, when, and what it is good for there. */
import { afterEach, expect, it } from 'vitest';
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { proofJobs } from '../../../src/core/proof/jobs.ts';
import { mailTraffic } from '../../../src/mail/gateway.ts';
import { createMailer } from '../../../src/mail/smtp.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { type PostOffice, postOffice } from '../../mail/post-office.ts';
import { PATIENCE } from '../../support/patience.ts';
import { type Office, office } from '../letters/support.ts';

const FROM = 'credit@acme.example';
const WITNESSES = { proof: { witnesses: ['audit@cabinet.example', 'greffe@notaire.example'] } } as const satisfies Partial<Policy>;
const MONDAY = parseDay('2026-03-16') ?? 0;

let t: Office;
let post: PostOffice;
afterEach(async () => {
  await Promise.all([t?.close(), post?.close()]);
});

async function live(policy: Partial<Policy>, mailFrom = FROM, days = [MONDAY]): Promise<void> {
  [t, post] = await Promise.all([office({ policy, ...(mailFrom === '' ? {} : { mailFrom }) }), postOffice()]);
  for (const day of days) for (const job of proofJobs) if (job.on(t.core, day)) await job.run(t.core, day);
  await createDeliverer(t.core, { traffic: mailTraffic(t.core, createMailer(post.url, FROM, PATIENCE)) }).drain();
}

it('goes to every witness on the first business day of the week, once, without an amount or a customer’s name', async () => {
  await live(WITNESSES, FROM, [MONDAY, MONDAY, MONDAY + 1]);
  expect(post.received.map(({ to }) => to).sort()).toEqual([['audit@cabinet.example'], ['greffe@notaire.example']]);
  const rows = await t.core.store.read.audit.after(0, 1000);
  const told = rows.filter(({ action }) => action === 'audit.witnessed');
  expect(told.map(({ payload }) => payload?.to).sort()).toEqual(['audit@cabinet.example', 'greffe@notaire.example']);
  const witnessed = rows.find(({ seq }) => String(seq) === told[0]?.payload?.seq);
  expect(witnessed?.hash).toBe(told[0]?.payload?.hash);
  const raw = post.received[0]?.raw.replace(/=\r\n/g, '') ?? '';
  expect(raw).toContain(witnessed?.hash);
  expect(raw).not.toMatch(/Dupont|12.000|€/);
  expect(raw).toMatch(/Subject: .*2026/);
});

it('is named as the argument with which the log is verified', async () => {
  await live(WITNESSES);
  const [row] = (await t.core.store.read.audit.after(0, 1000)).filter(({ action }) => action === 'audit.witnessed');
  expect(post.received[0]?.raw.replace(/=\r\n/g, '')).toContain(`encours audit verify --head ${row?.payload?.seq}:${row?.payload?.hash}`);
});

it.each([
  ['nobody is named', { proof: { witnesses: [] } }, FROM],
  ['no e-mail can leave', WITNESSES, ''],
])('stays in the house while %s', async (_, policy, from) => {
  await live(policy, from);
  expect(post.received).toEqual([]);
});
