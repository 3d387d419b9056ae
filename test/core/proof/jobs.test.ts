/** The log's head outside of the house: to whom it goes, when, and what it is good for there. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { proofJobs } from '../../../src/core/proof/jobs.ts';
import { DEFAULT_PROOF } from '../../../src/core/proof/proof-policy.ts';
import { badStamp, type StampedHead, stampedHeads } from '../../../src/core/proof/stamp-head.ts';
import { mailTraffic } from '../../../src/mail/gateway.ts';
import { createMailer } from '../../../src/mail/smtp.ts';
import { createStamps } from '../../../src/stamps/stamps.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { type PostOffice, postOffice } from '../../mail/post-office.ts';
import { type Authority, authority, NAME } from '../../stamps/authority.ts';
import { PATIENCE } from '../../support/patience.ts';
import { type Office, office } from '../letters/support.ts';

const FROM = 'credit@acme.example';
const WITNESSES = {
  proof: { ...DEFAULT_PROOF, witnesses: ['audit@cabinet.example', 'greffe@notaire.example'] },
} as const satisfies Partial<Policy>;
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
  ['nobody is named', { proof: DEFAULT_PROOF }, FROM],
  ['no e-mail can leave', WITNESSES, ''],
])('stays in the house while %s', async (_, policy, from) => {
  await live(policy, from);
  expect(post.received).toEqual([]);
});

describe('with a time-stamp authority', () => {
  let office: Authority;
  beforeAll(async () => {
    office = await authority();
  });
  afterAll(() => office?.close());
  beforeEach(() => {
    office.mood = 'good';
    office.asked = 0;
  });
  const stampedBy = (): Partial<Policy> => ({ proof: { ...WITNESSES.proof, timeStamps: office.url } });

  it('has the head stamped once a week, keeps the reply, and sends it to the witnesses', async () => {
    await live(stampedBy(), FROM, [MONDAY, MONDAY, MONDAY + 1, MONDAY + 4]);
    expect(office.asked).toBe(1);
    const { read } = t.core.store;
    const [head, ...more] = await stampedHeads(read);
    expect(more).toEqual([]);
    const row = (await read.audit.after((head?.seq ?? 0) - 1, 1))[0];
    expect(head).toMatchObject({ hash: row?.hash, authority: NAME });
    const reply = await read.files.bytes(head?.file ?? 0);
    expect(office.verify(reply ?? new Uint8Array(), `${head?.seq}:${head?.hash}`)).toBe('Verification: OK');
    const raw = post.received[0]?.raw ?? '';
    expect(raw).toContain(`head-${head?.seq}.tsr`);
    expect(raw.replace(/\s/g, '')).toContain(
      Buffer.from(reply ?? '')
        .toString('base64')
        .slice(0, 400),
    );
    expect(await badStamp(read, createStamps(undefined), await stampedHeads(read))).toBeUndefined();
  });

  it('asks again on the next business day when the authority was away, and the witnesses get the head all the same', async () => {
    office.mood = 'broken';
    await live(stampedBy(), FROM, []);
    const [stamp, witness] = proofJobs;
    await expect(stamp?.run(t.core, MONDAY)).rejects.toThrow('away');
    await witness?.run(t.core, MONDAY);
    office.mood = 'good';
    await stamp?.run(t.core, MONDAY + 1);
    await stamp?.run(t.core, MONDAY + 2);
    await stamp?.run(t.core, MONDAY + 7);
    expect(await stampedHeads(t.core.store.read)).toHaveLength(2);
    expect(office.asked).toBe(3);
  });

  it('finds the stamp that is not of the head that its row names', async () => {
    await live(stampedBy());
    const { read } = t.core.store;
    const [head] = await stampedHeads(read);
    const bad = async (change: Partial<StampedHead>) => badStamp(read, createStamps(undefined), head ? [head, { ...head, ...change }] : []);
    expect(await bad({ hash: 'f'.repeat(64) })).toMatchObject({ hash: 'f'.repeat(64) });
    expect(await bad({ at: 1 })).toMatchObject({ at: 1 });
    expect(await bad({ file: 99 })).toMatchObject({ file: 99 });
    expect(await bad({})).toBeUndefined();
  });
});
