/** Letters that the version before had queued, on both databases: each leaves once, and one that the server may have never again. */
import { createHash } from 'node:crypto';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lettersIn } from '../../src/core/letters/ports.ts';
import { mailTraffic } from '../../src/mail/gateway.ts';
import { createMailer } from '../../src/mail/smtp.ts';
import { migrationsOf } from '../../src/store/migrate.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { newPostgres, newSqlite } from '../support/databases.ts';
import { turnedCore } from '../support/turned.ts';
import { type PostOffice, postOffice } from './post-office.ts';

const FROM = 'recouvrement@acme.example';
const AT = '2026-03-16T10:00:00+01:00';
const NOW = Date.parse(AT);

let post: PostOffice;
beforeEach(async () => {
  post = await postOffice();
});
afterEach(() => post.close());

const DATABASES = {
  sqlite: { create: async () => newSqlite(), adapter: (url: string) => new PrismaLibSql({ url }), bytes: (hex: string) => `X'${hex}'` },
  postgresql: {
    create: newPostgres,
    adapter: (url: string) => new PrismaPg(url),
    bytes: (hex: string) => `'\\x${hex}'::bytea`,
  },
} as const;

/** A letter as the version before kept it. */
interface Old {
  readonly status: 'pending' | 'sending' | 'sent';
  readonly to: string;
  readonly copy?: string;
  readonly handed?: boolean;
  readonly nextAt?: number;
}

async function databaseOf(provider: keyof typeof DATABASES, letters: readonly Old[]): Promise<string> {
  const { create, adapter, bytes } = DATABASES[provider];
  const url = await create();
  const connection = await adapter(url).connect();
  const before = migrationsOf(provider).filter(({ name }) => name < '0011');
  for (const { script } of before) await connection.executeScript(script);
  await connection.executeScript(
    `CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMP, "migration_name" VARCHAR(255) NOT NULL,
      "logs" TEXT, "rolled_back_at" TIMESTAMP, "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
  );
  for (const { name } of before)
    await connection.executeScript(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name") VALUES ('${name}', 'x', CURRENT_TIMESTAMP, '${name}')`,
    );
  for (const [i, { status, to, copy = '', handed = false, nextAt = NOW }] of letters.entries()) {
    const mail = Buffer.from(`Subject: ${i}\r\n\r\nletter to ${to}\r\n`);
    const file = bytes(mail.toString('hex'));
    const sha256 = createHash('sha256').update(mail).digest('hex');
    await connection.executeScript(
      `INSERT INTO "KeptFile" ("id", "subject", "debtorId", "name", "mime", "size", "sha256", "bytes", "at", "actor")
        VALUES (${i + 1}, 'letter:${i + 1}', 1, 'l.eml', 'message/rfc822', ${mail.byteLength}, '${sha256}', ${file}, 0, 'nadia@acme.example')`,
    );
    await connection.executeScript(
      `INSERT INTO "Letter" ("key", "debtorId", "template", "title", "kind", "how", "status", "attempts", "handed", "at", "nextAt", "claimedAt", "actor", "recipient", "copy", "subject",
          "currency", "principal", "day", "messageId", "fileId")
        VALUES ('k${i}', 1, 'reminder-1', 'Relance 1', 'email', 'send', '${status}', ${status === 'pending' ? 0 : 1}, ${handed}, ${NOW - 1_000_000}, ${nextAt}, ${NOW - 400_000},
          'nadia@acme.example', '${to}', '${copy}', 'L''été "chaud"', 'EUR', 100, 20528, 'm${i}', ${i + 1})`,
    );
  }
  await connection.dispose();
  return url;
}

describe.each(['sqlite', 'postgresql'] as const)('letters queued by the version before, on %s', (provider) => {
  it('leave once; one that was being sent by what the server may have of it; one that waits, when its time has come', async () => {
    const url = await databaseOf(provider, [
      { status: 'pending', to: 'a@x.example', copy: 'nadia@acme.example' },
      { status: 'sending', to: 'b@x.example' },
      { status: 'sending', to: 'c@x.example', handed: true },
      { status: 'sent', to: 'd@x.example', handed: true },
      { status: 'pending', to: 'e@x.example', nextAt: NOW + 60_000 },
    ]);
    const t = await turnedCore({ at: AT, url });
    const drain = () => createDeliverer(t.core, { traffic: mailTraffic(t.core, createMailer(post.url, FROM, 2_000)) }).drain();
    const statuses = async () => (await lettersIn(t.core.store.read).find({})).map((letter) => letter.status);
    try {
      expect(await statuses()).toEqual(['pending', 'pending', 'pending', 'sent', 'pending']);
      await drain();
      await drain();
      expect(post.received.map((mail) => mail.to).sort()).toEqual([['a@x.example', 'nadia@acme.example'], ['b@x.example']]);
      expect(post.received.find((mail) => mail.to.includes('b@x.example'))?.raw).toContain('letter to b@x.example');
      expect(await statuses()).toEqual(['sent', 'sent', 'unknown', 'sent', 'pending']);
      expect((await t.core.store.read.outbox.byKey('letter:1:mail', 'mail'))?.card.fallback).toBe('L\'été "chaud"');
      t.clock.add(60_000);
      await drain();
      expect(post.received).toHaveLength(3);
      expect(await statuses()).toEqual(['sent', 'sent', 'unknown', 'sent', 'sent']);
    } finally {
      await t.close();
    }
  });
});
