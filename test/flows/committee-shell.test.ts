/** The committee from a shell: proposing, minutes as files, the log verified and tampered with; and a server that refuses a rule nobody could meet. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { startServer } from '../../src/main.ts';
import { DEBTORS, LEDGER, MEMBERS, policyOf, RULES } from '../core/committee/room.ts';
import { type Ended, encoursIn } from '../support/shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-committee-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const NOW = '2026-11-23T09:00:00+01:00';

const encours = (...args: string[]): Promise<Ended> => encoursIn(folder, args, { ENCOURS_NOW: NOW, LOG_LEVEL: 'silent' });

beforeAll(async () => {
  writeFileSync(join(folder, 'people.csv'), MEMBERS);
  writeFileSync(join(folder, 'debtors.csv'), DEBTORS);
  writeFileSync(join(folder, 'items.csv'), LEDGER);
  writeFileSync(join(folder, 'encours.policy.yaml'), RULES.replace('delegated: {}', 'delegated: { credit-manager: "50000.00" }'));
  expect((await encours('import', 'people.csv', 'debtors.csv', 'items.csv')).status).toBe(0);
});

describe('the committee from a shell', () => {
  it('proposes by name, decides within a delegation, lists and shows', async () => {
    const own = await encours(
      'motion',
      'propose',
      'limit',
      'dupont',
      '45000',
      '--actor',
      'anne@acme.example',
      '--why',
      'commande',
      '--json',
    );
    expect(JSON.parse(own.out).motion).toMatchObject({ id: 1, status: 'approved', delegated: true, amount: '45000.00' });
    const voted = await encours(
      'motion',
      'propose',
      'limit',
      'dupont',
      '90 000',
      '--actor',
      'anne@acme.example',
      '--why',
      'plus',
      '--json',
    );
    expect(JSON.parse(voted.out).motion).toMatchObject({ id: 2, status: 'open', weight: '90000.00', closesAt: '2026-11-25T08:00:00.000Z' });
    expect(JSON.parse((await encours('motion', 'list', '--json')).out).motions.map((m: { id: number }) => m.id)).toEqual([2]);
    // A shell is nobody's seat: the motion is told without "you".
    const shown = (await encours('motion', 'show', '2')).out;
    expect(shown).toMatch(/90\s000\s€/);
    expect(shown).not.toMatch(/\b[Vv]o(us|tre)\b/);
    expect(JSON.parse((await encours('debtor', 'dupont', '--json')).out).debtor).toMatchObject({
      limit: '45000.00',
      motions: [{ id: 2 }, { id: 1 }],
    });
    for (const [args, words] of [
      [['limit', 'nobody', '5'], 'Aucun débiteur'],
      [['limit', 'dupont', 'much'], 'n’est pas un montant'],
      [['limit', 'dupont', '95000'], 'vote n° 2'],
    ] as const) {
      const refused = await encours('motion', 'propose', ...args, '--actor', 'anne@acme.example', '--why', 'x', '--json');
      expect(refused.status).toBe(1);
      expect(JSON.parse(refused.out).error.message).toContain(words);
    }
  });

  it('writes minutes as Markdown and PDF with the chain’s head, and verifies it', async () => {
    const { out } = await encours('motion', 'minutes', '1', '--out', 'm.md', '--json');
    const [{ seq, hash }] = JSON.parse(out).minutes;
    const markdown = readFileSync(join(folder, 'm.md'), 'utf8');
    expect(markdown).toContain('# Procès-verbal du vote n° 1');
    expect(markdown).toContain(`ligne ${seq}, empreinte ${hash}`);
    expect((await encours('motion', 'minutes', '--out', 'all.pdf')).status).toBe(0);
    expect(readFileSync(join(folder, 'all.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    for (const [out, now] of [
      ['now.pdf', NOW],
      ['later.pdf', '2028-02-29T09:00:00+01:00'],
    ] as const)
      expect((await encoursIn(folder, ['motion', 'minutes', '1', '--out', out], { ENCOURS_NOW: now, LOG_LEVEL: 'silent' })).status).toBe(0);
    expect(readFileSync(join(folder, 'later.pdf')).equals(readFileSync(join(folder, 'now.pdf')))).toBe(true);
    expect((await encours('motion', 'minutes', '2', '--out', 'x.md')).status).toBe(1);
    const exported = await encours('motion', 'export', '1', '--out', 'r.json', '--json');
    expect(JSON.parse(exported.out)).toEqual({ file: 'r.json', motion: 1, head: `${seq}:${hash}` });
    expect((await encours('motion', 'export', '1', '--out', 'r.html')).status).toBe(0);
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toContain(`,"head":{"hash":"${hash}","seq":${seq}},`);
    const recounted = await encours('motion', 'simulate', 'r.json', '--json');
    expect([recounted.status, JSON.parse(recounted.out)]).toMatchObject([
      0,
      { outcome: 'approved', approvedAmount: '45000.00', reason: 'delegated' },
    ]);
    writeFileSync(join(folder, 'r.json'), readFileSync(join(folder, 'r.json'), 'utf8').replace('"45000.00"', '"54000.00"'));
    const forged = await encours('motion', 'simulate', 'r.json', '--json');
    expect([forged.status, JSON.parse(forged.out).error.details.faults]).toMatchObject([1, [{ why: 'differs' }]]);
    for (const [number, out] of [
      ['2', 'r.json'],
      ['1', 'r.txt'],
    ])
      expect((await encours('motion', 'export', number ?? '', '--out', out ?? '')).status).toBe(1);
    expect((await encours('audit', 'verify', '--head', `${seq}:${hash}`)).status).toBe(0);
    const wrong = await encours('audit', 'verify', '--head', `${seq}:${'0'.repeat(64)}`, '--json');
    expect([wrong.status, JSON.parse(wrong.out).error.details]).toMatchObject([1, { seq, why: 'head' }]);
    expect((await encours('audit', 'verify', '--head', 'nonsense')).status).toBe(2);
    const erase = (row: string) => encours('audit', 'erase', row, '--why', 'demande', '--actor', 'Anne@acme.example', '--json');
    const decides = await erase(String(seq));
    expect([decides.status, JSON.parse(decides.out).error.message]).toMatchObject([1, expect.stringContaining('(motion:1)')]);
    expect((await erase('0')).status).toBe(2);
    const { rows } = JSON.parse((await encours('audit', 'export', '--json')).out);
    const imported = rows.findLast((row: { action: string }) => row.action === 'import').seq;
    expect(JSON.parse((await erase(String(imported))).out)).toMatchObject({ erased: [imported] });
    expect(JSON.parse((await encours('audit', 'verify', '--json')).out)).toMatchObject({ ok: true });
  });

  it('names the first bad row of a log that was edited in the database, and a tail that was cut', async () => {
    const db = new Database(join(folder, 'encours.db'));
    const verify = async () => JSON.parse((await encours('audit', 'verify', '--json')).out);
    const rows = db.prepare('SELECT seq, payload FROM AuditEvent ORDER BY seq').all() as { seq: number; payload: string }[];
    expect(await verify()).toMatchObject({ ok: true, rows: rows.length, heads: 1 });
    db.prepare('UPDATE AuditEvent SET payload = ? WHERE seq = 2').run('{}');
    expect((await verify()).error.details).toMatchObject({ seq: 2, why: 'payload' });
    db.prepare('UPDATE AuditEvent SET payload = ? WHERE seq = 2').run(rows[1]?.payload ?? '');
    db.prepare('DELETE FROM AuditEvent WHERE seq >= 4').run();
    expect((await verify()).error.details).toMatchObject({ seq: 4, why: 'cut' });
    db.close();
  });

  it('a server refuses to start on a rule that these people can never meet, naming the kinds', async () => {
    const config = {
      ...readConfig({ PORT: '0', LOG_LEVEL: 'silent' }),
      databaseUrl: `file:${join(folder, 'encours.db')}`,
      demo: false,
      policy: policyOf(RULES.replace('count: 2', 'count: 50')),
    };
    await expect(startServer(config)).rejects.toThrow(/committee\.limit.*\n.*committee\.litigation.*\n.*committee\.generic/);
    const running = await startServer({ ...config, policy: policyOf(RULES) });
    await running.stop();
  });
});
