/** A database that the version before left behind, with everything under way: this version brings it to its own tables, reads what was written, and goes on where it stopped. */
import { createHash } from 'node:crypto';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { historyIn } from '../../src/core/debtors/trace-ports.ts';
import type { Reply } from '../../src/core/desk/inbound.ts';
import { servedFile } from '../../src/core/desk/kept-files.ts';
import { verifyState } from '../../src/core/desk/verify-state.ts';
import { DEFAULT_POLICY, FEATURES } from '../../src/core/features.ts';
import { lettersIn } from '../../src/core/letters/ports.ts';
import { type OpenedStore, openStore } from '../../src/store/open.ts';
import { KEPT } from '../fixtures/databases.ts';
import { liveThrough, MAIL_FROM, STORY_POLICY } from '../fixtures/story.ts';
import { LIVED, readWeek, WEEK } from '../fixtures/week.ts';
import { type PostOffice, postOffice } from '../mail/post-office.ts';
import { runs } from '../support/chance.ts';
import { createDesk, said } from '../support/desk.ts';
import { forgeries, rewrite } from '../support/forge.ts';
import { testServer } from '../support/server.ts';
import { turnedCore } from '../support/turned.ts';

/** Ten minutes after the last thing that the story tells. */
const AFTERWARDS = '2026-11-24T07:40:00+01:00';
const SMITH = ['ap@smith.example', 'nadia@acme.example'];

let post: PostOffice;
beforeAll(async () => {
  post = await postOffice();
});
afterAll(() => post.close());

describe.each(['sqlite', 'postgresql'] as const)('a %s database of the version before', { timeout: 60_000 }, (kind) => {
  const { copy } = KEPT[kind];

  it('is read as it was written, its audit chain whole, and opening it again changes nothing', async () => {
    const url = await copy();
    for (const _ of ['migrated', 'again']) {
      const store = await openStore(url);
      expect(await readWeek(store)).toEqual(WEEK);
      await store.close();
    }
  });

  it('says what was still to be said, once, and its open vote comes to its end', async () => {
    const t = await turnedCore({ at: AFTERWARDS, policy: STORY_POLICY, url: await copy(), mailFrom: MAIL_FROM });
    const desk = createDesk(t);
    await desk.settle();
    await desk.settle();
    const posted = t.platform.posts.map((p) => p.key);
    expect(posted.filter((key) => key.startsWith('dispute:'))).toEqual(WEEK.outbox.pending);
    const vote = { kind: 'motion.vote', motion: 2, facts: 1, choice: 'approve' } as const;
    expect(spaced(await desk.as('claire@acme.example').press(vote))).toContain('Approuvé à hauteur de 20 000 €');
    const [, decision] = await motionsIn(t.core.store.read).decisions({});
    expect(decision).toMatchObject({ motionId: 2, outcome: 'approved', approved: 20_000_00n, tally: { approve: 2 } });
    await t.close();
  });

  it('sends the letter that waited for the mail server, once', async () => {
    const url = await copy();
    expect(await mailed(url)).toEqual([SMITH]);
    expect(await mailed(url)).toEqual([]);
    expect(await letterOf(url)).toEqual({ status: 'sent', told: 'Reminder 1 : 2 000,00 £GB, à ap@smith.example' });
  });

  it('sends a letter whose worker died before the server could have it, and never one that it may have', async () => {
    const died = (handed: string) =>
      `UPDATE "Letter" SET "status" = 'sending', "attempts" = 1, "claimedAt" = "at", "handed" = ${handed} WHERE "status" = 'pending';`;
    const spared = await copy(died('FALSE'));
    expect(await mailed(spared)).toEqual([SMITH]);
    expect(await mailed(spared)).toEqual([]);
    const handed = await copy(died('TRUE'));
    expect(await mailed(handed)).toEqual([]);
    expect(await letterOf(handed)).toMatchObject({
      status: 'unknown',
      told: expect.stringContaining('on ne sait pas si le courriel est parti'),
    });
  });
});

const { FIXTURES } = process.env;
it.each(FIXTURES ? (['sqlite', 'postgresql'] as const) : (['sqlite'] as const))(
  'the same week, lived by this version on %s, reads the same, but for what this version knows better',
  async (kind) => {
    const { create, write } = KEPT[kind];
    const url = await create();
    await liveThrough(url, post.url);
    if (FIXTURES) await write(url, FIXTURES);
    const store = await openStore(url);
    expect(await readWeek(store)).toEqual(LIVED);
    if (kind === 'sqlite') await refuseForgeries(store, url);
    await store.close();
  },
  60_000,
);

/** The same database with one thing changed in it after another: each is named, wherever it stands. */
async function refuseForgeries(store: OpenedStore, url: string): Promise<void> {
  const db = new Database(url.slice('file:'.length));
  db.exec('PRAGMA foreign_keys = OFF');
  const known = await store.read.audit.head();
  const verify = (heads = known ? [known] : []) => verifyState({ features: FEATURES }, store.read, { heads });
  const missed: string[] = [];
  for (const { what, forge, undo } of forgeries(db, runs(30, 2_000))) {
    forge();
    const { fault, difference } = await verify();
    if (!fault && !difference) missed.push(what);
    undo();
  }
  expect(missed).toEqual([]);
  expect(await verify()).toMatchObject({ fault: undefined, difference: undefined, before: 0 });
  // A file that is not the one that was kept goes nowhere, also when its own hash was changed along.
  const file = db.prepare('SELECT * FROM KeptFile ORDER BY id').get() as { id: number; bytes: Buffer; sha256: string };
  const forged = Buffer.from('forged');
  const put = db.prepare('UPDATE KeptFile SET bytes = ?, sha256 = ? WHERE id = ?');
  for (const sha256 of [file.sha256, createHash('sha256').update(forged).digest('hex')]) {
    put.run(forged, sha256, file.id);
    await expect(servedFile(store.read.files, file.id, 'fr')).rejects.toThrow('n’est plus celui qui a été gardé');
  }
  put.run(Buffer.from(file.bytes), file.sha256, file.id);
  expect((await servedFile(store.read.files, file.id, 'fr'))?.info.sha256).toBe(file.sha256);
  // Whoever changes a row and works out everything after it anew is found by a head that somebody else holds, and by nothing else.
  rewrite(db);
  expect(await verify([])).toMatchObject({ fault: undefined, difference: undefined });
  expect((await verify()).fault).toMatchObject({ why: 'head' });
  db.close();
}

/** Starts the bot on a database, lets it do what is due, and stops it: whom the mail server has got something for meanwhile. */
async function mailed(url: string): Promise<readonly (readonly string[])[]> {
  const before = post.received.length;
  const policy = { ...DEFAULT_POLICY, ...STORY_POLICY };
  const server = await testServer(AFTERWARDS, { databaseUrl: url, policy, mail: { url: post.url, from: MAIL_FROM } });
  await server.settle();
  await server.settle();
  await server.stop();
  return post.received.slice(before).map(({ to }) => to);
}

/** How the letter to Smith Ltd stands, and what its account's history says of it. */
async function letterOf(url: string) {
  const store = await openStore(url);
  const letter = (await lettersIn(store.read).find({})).find((l) => l.recipient === SMITH[0]);
  const [entry] = await historyIn(store.read).find({ debtorIds: [letter?.debtorId ?? 0], kinds: ['email'] });
  await store.close();
  return { status: letter?.status, told: entry?.text.replace(/[\u00a0\u202f]/g, ' ') };
}

function spaced(replies: readonly Reply[]): string {
  return said(replies).replace(/[\u00a0\u202f]/g, ' ');
}
