import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/desk/inbound.ts';
import { createRouter } from '../../../src/core/desk/router.ts';
import { monthAsked } from '../../../src/core/indicators/post-review.ts';
import { dayOf, isoDay } from '../../../src/core/kernel/dates.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { runDue } from '../../../src/work/schedule.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';
import { wordsOf } from '../committee/room.ts';
import { EX_HISTORY } from './ex.ts';

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-07-01T07:00:00+02:00' });
  await t.import('people.csv', PEOPLE);
  await t.import('ex.csv', EX_HISTORY);
});
afterEach(() => t.close());

async function reviewsOn(day: string): Promise<string[]> {
  t.clock.turn(`${day}T08:11:00+02:00`);
  const before = t.platform.posts.length;
  for (let tick = 0; tick < 2; tick++) await Promise.all([runDue(t.core), runDue(t.core)]);
  await createDeliverer(t.core).drain();
  return t.platform.posts.slice(before).flatMap((p) => (p.card.title?.startsWith('Revue') ? [wordsOf(p.card)] : []));
}

async function asks(text: string, key: string): Promise<readonly Reply[]> {
  return createRouter(t.core)({
    key,
    identity: { platform: 'slack', tenant: 'T1', userId: 'nadia@acme.example' },
    email: async () => 'nadia@acme.example',
    locale: 'fr',
    outsider: false,
    where: { channel: 'C1', direct: false },
    happening: { type: 'command', name: 'revue', text },
  });
}
const said = (replies: readonly Reply[]) => replies.map((r) => (r.type === 'private' ? wordsOf(r.card) : r.type)).join('\n');

describe('the month’s review', () => {
  it('is posted with its file on the first business day of a month, once, and on no other', async () => {
    const [text, ...more] = await reviewsOn('2026-07-01');
    expect(more).toEqual([]);
    expect(text).toContain('Revue de juin 2026');
    expect(text).toContain('Ensemble de la société : encours 22 000 €, échu 12 000 € (54,5 %)');
    expect((await t.core.store.read.files.of('review:2026-06')).map((f) => [f.name, f.mime])).toEqual([
      ['revue-2026-06.pdf', 'application/pdf'],
    ]);
    expect(await reviewsOn('2026-07-02')).toEqual([]);
    // 1 August 2026 is a Saturday.
    expect(await reviewsOn('2026-08-01')).toEqual([]);
    expect(await reviewsOn('2026-08-03')).toHaveLength(1);
  });

  it('comes privately to whoever asks, once for each time it is asked', async () => {
    expect(said(await asks('2026-06', 'e1'))).toContain('La revue de juin 2026 vous attend dans notre conversation privée.');
    await asks('2026-06', 'e1');
    await createDeliverer(t.core).drain();
    const sent = t.platform.posts.filter((p) => p.card.title === 'Revue de juin 2026');
    expect(sent.map((p) => p.to.kind)).toEqual(['person']);
    expect((await t.core.store.read.audit.about('review:2026-06', 5)).map((row) => [row.action, row.actor])).toEqual([
      ['review.sent', 'nadia@acme.example'],
    ]);
  });

  it('is refused in a sentence for what is no month, and for one before the ledger', async () => {
    expect(said(await asks('camembert', 'e2'))).toContain('« camembert » n’est pas un mois');
    expect(said(await asks('2019-01', 'e3'))).toContain('Rien dans le grand livre à la fin de janvier 2019');
  });

  it('is asked for by number, by name in both languages, or as the month that ended last', () => {
    const date = dayOf(2026, 11, 23) ?? 0;
    const asked = (words: string) => isoDay(monthAsked(words, date) ?? 0);
    expect(['', '2025-02', 'octobre', 'October', 'février', 'novembre'].map(asked)).toEqual([
      '2026-10-01',
      '2025-02-01',
      '2026-10-01',
      '2026-10-01',
      '2026-02-01',
      '2026-11-01',
    ]);
    expect(monthAsked('2026-13', date)).toBeUndefined();
  });
});
