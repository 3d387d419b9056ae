/**
 * The promise of reliability, by attack: whatever is acknowledged is done, once, whatever its database, its Slack and its Teams do and whoever is killed. `npm test` throws a
 * few deeds; `npm run soak` the sizes of docs/reliability.md, whose table it prints.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { askAlone } from '../support/alone.ts';
import {
  type Arena,
  type Bot,
  type Deed,
  type Outcome,
  type OwnPostgres,
  openArena,
  openTeamsArena,
  ownPostgres,
} from '../support/arena.ts';
import { random, SOAK } from '../support/chance.ts';
import { newPostgres, newSqlite } from '../support/databases.ts';

/** Deeds of one attack, ms that a database is out of order, and how often a process is killed. */
const SIZE = SOAK
  ? { deeds: 500, out: 10_000, away: 60_000, kills: 50, ends: 20 }
  : { deeds: 21, out: 2_500, away: 3_000, kills: 1, ends: 1 };
/** What takes minutes, or a machine of its own. */
const long = test.runIf(SOAK);

/** Slack waits for three seconds; a machine that has other work is given twice as long. */
const ACK = SOAK ? 3_000 : 6_000;

/** Who looks after a process opens a connection of its own each time and waits for a second (Kubernetes' `timeoutSeconds`), also while 167 others arrive at once. */
const HEALTH = SOAK ? 1_000 : 1_500;

const report: string[] = [];
afterAll(() => {
  if (!SOAK) return;
  console.log(
    ['| Attack | Sent | Acknowledged | Lost | Twice | Slowest acknowledgement |', '|---|---|---|---|---|---|', ...report].join('\n'),
  );
});

function held(name: string, outcome: Outcome): void {
  const { sent, acknowledged, lost, twice, ackMax } = outcome;
  report.push(`| ${name} | ${sent} | ${acknowledged} | ${lost.length} | ${twice.length} | ${ackMax} ms |`);
  expect({ lost, twice }, name).toEqual({ lost: [], twice: [] });
  expect(ackMax).toBeLessThan(ACK);
}

async function arena(database: string, methods: Parameters<typeof openArena>[2] = {}, most = SIZE.deeds): Promise<Arena> {
  const opened = await openArena(database, most, methods);
  onTestFinished(() => opened.close());
  return opened;
}

async function teamsArena(database: string, most: number, silent = false): Promise<Arena> {
  const opened = await openTeamsArena(database, most, silent);
  onTestFinished(() => opened.close());
  return opened;
}

/** `/healthz` for as long as the work takes: the longest answer, in ms. */
async function healthDuring<T>(bot: Bot, work: Promise<T>): Promise<[T, number]> {
  let over = false;
  let longest = 0;
  const looking = (async () => {
    while (!over) {
      const began = performance.now();
      await askAlone(`${bot.url}/healthz`);
      longest = Math.max(longest, performance.now() - began);
      await sleep(50);
    }
  })();
  const result = await work.finally(() => {
    over = true;
  });
  await looking;
  return [result, longest];
}

/** Deeds in several waves while something is wrong. */
async function waves(field: Arena, bot: Bot, count: number, times = 3): Promise<readonly Deed[]> {
  const all: Deed[] = [];
  for (let n = 0; n < times; n++) {
    all.push(...(await field.send(bot, Math.ceil(count / times))));
    await sleep(100);
  }
  return all;
}

const holdSqlite = (url: string): (() => void) => {
  const other = new Database(url.slice('file:'.length), { timeout: 5_000 });
  other.exec('BEGIN EXCLUSIVE');
  return () => {
    other.exec('COMMIT');
    other.close();
  };
};

/** A process that is told to end while something is wrong, again and again: everything it acknowledged is done in the end, and no end takes ten seconds. */
async function toldToEnd(name: string, field: Arena, wrong: () => Promise<() => unknown>): Promise<void> {
  const deeds: Deed[] = [];
  let longest = 0;
  for (let n = 0; n < SIZE.ends; n++) {
    const bot = await field.start();
    const right = await wrong();
    deeds.push(...(await field.send(bot, 9)));
    longest = Math.max(longest, await bot.end('SIGTERM'));
    await right();
  }
  await field.start();
  held(`${name}, SIGTERM × ${SIZE.ends} (slowest end ${Math.round(longest / 100) / 10} s)`, await field.count(deeds));
  expect(longest).toBeLessThan(10_000);
}

async function lockPostgres(url: string): Promise<() => Promise<void>> {
  const other = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  const attempt = async (): Promise<() => Promise<void>> => {
    const lock = await other.startTransaction();
    const run = (sql: string): Promise<number> => lock.executeRaw({ sql, args: [], argTypes: [] });
    try {
      await run('LOCK TABLE "Inbox", "InboundKey", "Identity", "Person", "AuditEvent" IN ACCESS EXCLUSIVE MODE');
    } catch (error) {
      await lock.rollback();
      throw error;
    }
    return async () => {
      await run('COMMIT');
      await lock.commit();
      await other.dispose();
    };
  };
  for (let left = 10; ; left--)
    try {
      return await attempt();
    } catch (error) {
      // The bot holds one table and waits for another: PostgreSQL ends this side of the deadlock.
      if (left === 0) throw error;
    }
}

test('everything that is acknowledged while the database is held is done once after a kill: the journal has it', async () => {
  const attack = async (name: string, database: string, hold: (url: string) => (() => void) | Promise<() => Promise<void>>) => {
    const field = await arena(database);
    const bot = await field.start();
    const release = await hold(field.database);
    const deeds = await field.send(bot, SIZE.deeds);
    await bot.end('SIGKILL');
    await release();
    await field.start();
    held(`${name}, then kill -9`, await field.count(deeds));
    expect(deeds.every((deed) => deed.status === 200)).toBe(true);
  };
  const onSqlite = attack('SQLite held', newSqlite(), holdSqlite);
  // What is measured has the machine for itself.
  if (SOAK) await onSqlite;
  await Promise.all([onSqlite, attack('PostgreSQL locked', await newPostgres(), lockPostgres)]);
});

describe('everything that is acknowledged is done once, on SQLite', () => {
  long('while another process holds the file; and the process stays awake', async () => {
    const field = await arena(newSqlite());
    const bot = await field.start();
    const release = holdSqlite(field.database);
    setTimeout(release, SIZE.out);
    const [deeds, longest] = await healthDuring(bot, waves(field, bot, SIZE.deeds));
    held('SQLite held by another process', await field.count(deeds));
    expect(deeds.every((deed) => deed.status === 200)).toBe(true);
    expect(longest).toBeLessThan(HEALTH);
  });

  long('when the process is killed after the acknowledgement', async () => {
    const field = await arena(newSqlite(), {}, SIZE.kills * 9);
    const deeds: Deed[] = [];
    const chance = random(1);
    for (let n = 0; n < SIZE.kills; n++) {
      const bot = await field.start();
      deeds.push(...(await field.send(bot, 9)));
      await sleep(chance() * 60);
      await bot.end('SIGKILL');
    }
    await field.start();
    held(`SQLite, kill -9 × ${SIZE.kills}`, await field.count(deeds));
  });

  long('when it is told to end while the file is held: within ten seconds', async () => {
    const field = await arena(newSqlite(), {}, SIZE.ends * 9);
    await toldToEnd('SQLite held', field, async () => holdSqlite(field.database));
  });

  const never = (): Promise<object> => new Promise(() => {});
  const hanging = Object.fromEntries(
    ['users.info', 'conversations.open', 'chat.postMessage', 'chat.postEphemeral', 'views.open', 'views.update', 'chat.update'].map(
      (method) => [method, never],
    ),
  );

  long('when Slack’s Web API and its addresses for answers hang', async () => {
    const field = await arena(newSqlite(), hanging);
    const bot = await field.start();
    held('Slack’s Web API hangs', await field.count(await waves(field, bot, SIZE.deeds)));
  });

  long('when it is told to end while they hang: within ten seconds', async () => {
    const field = await arena(newSqlite(), hanging, SIZE.ends * 9);
    await toldToEnd('Slack’s Web API hangs', field, async () => () => {});
  });

  test.runIf(SOAK && process.getuid?.() === 0)('when the disk is full: nothing is acknowledged that is not kept', async () => {
    const disk = '/tmp/encours-small-disk';
    mkdirSync(disk, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    onTestFinished(() => {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    });
    const field = await openArena(`file:${disk}/encours.db`, 300);
    onTestFinished(() => field.close());
    const bot = await field.start({ ENCOURS_DATA: disk });
    const deeds = [...(await field.send(bot, 30))];
    fill(disk);
    deeds.push(...(await waves(field, bot, 200)));
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    rmSync(join(disk, 'ballast'));
    deeds.push(...(await field.send(bot, 30)));
    held('disk full', await field.count(deeds));
  });
});

function fill(disk: string): void {
  for (const size of [1 << 20, 1 << 12, 1])
    try {
      for (;;) writeFileSync(join(disk, 'ballast'), Buffer.alloc(size), { flag: 'a' });
    } catch {
      expect(existsSync(join(disk, 'ballast'))).toBe(true);
    }
}

describe('and on PostgreSQL', () => {
  long('while its tables are locked', async () => {
    const field = await arena(await newPostgres());
    const bot = await field.start();
    const release = await lockPostgres(field.database);
    setTimeout(release, SIZE.out);
    const [deeds, longest] = await healthDuring(bot, waves(field, bot, SIZE.deeds));
    held('PostgreSQL locked', await field.count(deeds));
    expect(longest).toBeLessThan(HEALTH);
  });

  describe.runIf(SOAK)('of its own', () => {
    let postgres: OwnPostgres;
    beforeAll(async () => {
      postgres = await ownPostgres();
    });
    afterAll(() => postgres.stop());
    const database = async (): Promise<string> => {
      const name = `arena_${++made}`;
      const server = await new PrismaPg({ connectionString: postgres.url, max: 1 }).connect();
      await server.executeScript(`CREATE DATABASE "${name}"`);
      await server.dispose();
      return postgres.url.replace(/postgres$/, name);
    };
    let made = 0;

    long.each([
      ['frozen', 'freeze', SIZE.out],
      ['restarted', 'away', 0],
      ['away', 'away', SIZE.away],
    ] as const)('while it is %s', async (name, what, ms) => {
      const field = await arena(await database());
      const bot = await field.start();
      const disturbed = postgres.disturb(what, ms);
      const deeds = [...(await waves(field, bot, SIZE.deeds))];
      await disturbed;
      deeds.push(...(await field.send(bot, 3)));
      held(`PostgreSQL ${name}`, await field.count(deeds));
    });

    long('when the process is killed while it is frozen: the journal has them', async () => {
      const field = await arena(await database());
      const bot = await field.start();
      const disturbed = postgres.disturb('freeze', SIZE.out);
      await sleep(100);
      const deeds = await field.send(bot, SIZE.deeds);
      await bot.end('SIGKILL');
      await disturbed;
      await field.start();
      held('PostgreSQL frozen, then kill -9', await field.count(deeds));
    });

    long('when it is told to end while it is frozen: within ten seconds', async () => {
      const field = await arena(await database(), {}, SIZE.ends * 9);
      await toldToEnd('PostgreSQL frozen', field, async () => {
        const disturbed = postgres.disturb('freeze', 12_000);
        await sleep(100);
        return () => disturbed;
      });
    });

    long('when the process is killed after the acknowledgement', async () => {
      const field = await arena(await database(), {}, SIZE.kills * 9);
      const deeds: Deed[] = [];
      const chance = random(2);
      for (let n = 0; n < SIZE.kills; n++) {
        const bot = await field.start();
        deeds.push(...(await field.send(bot, 9)));
        await sleep(chance() * 60);
        await bot.end('SIGKILL');
      }
      await field.start();
      held(`PostgreSQL, kill -9 × ${SIZE.kills}`, await field.count(deeds));
    });
  });
});

describe('and by way of Teams, to whom the answer to a press is its acknowledgement', () => {
  const deeds = Math.ceil(SIZE.deeds / 3);

  long('while another process holds the file', async () => {
    const field = await teamsArena(newSqlite(), deeds + 3);
    const bot = await field.start();
    setTimeout(holdSqlite(field.database), SIZE.out);
    held('Teams: SQLite held by another process', await field.count(await waves(field, bot, deeds)));
  });

  long('while the tables of PostgreSQL are locked', async () => {
    const field = await teamsArena(await newPostgres(), deeds + 3);
    const bot = await field.start();
    setTimeout(await lockPostgres(field.database), SIZE.out);
    held('Teams: PostgreSQL locked', await field.count(await waves(field, bot, deeds)));
  });

  long('when its connector never answers', async () => {
    const field = await teamsArena(newSqlite(), deeds + 3, true);
    const bot = await field.start();
    held('Teams: the connector hangs', await field.count(await waves(field, bot, deeds)));
    expect(await bot.end('SIGTERM')).toBeLessThan(10_000);
  });

  long('when the process is killed after the acknowledgement', async () => {
    const times = Math.ceil(SIZE.kills / 5);
    const field = await teamsArena(newSqlite(), times * 9);
    const all: Deed[] = [];
    const chance = random(3);
    for (let n = 0; n < times; n++) {
      const bot = await field.start();
      all.push(...(await field.send(bot, 9)));
      await sleep(chance() * 60);
      await bot.end('SIGKILL');
    }
    await field.start();
    held(`Teams: SQLite, kill -9 × ${times}`, await field.count(all));
  });
});
