/** Pictures of charts by address: signed, unguessable, for a time; without a public address the chart is told in words and figures. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Card, sentence } from '../../../src/core/desk/card.ts';
import { altText } from '../../../src/core/desk/chart-spec.ts';
import { joinTeam, OPS, wordsOf } from '../../support/teams.ts';
import { CHART, PNG } from '../slack/support.ts';
import { openScene, type Scene } from './support.ts';

const card: Card = { ...sentence('La semaine', 'fr'), blocks: [{ type: 'chart', spec: CHART }] };
let scene: Scene;
let now = Date.parse('2026-11-23T10:00:00Z');
let painted = 0;

beforeAll(async () => {
  scene = await openScene(async () => [], {
    publicUrl: 'https://bot.example/',
    clock: { now: () => now },
    paint: async () => {
      painted++;
      return PNG;
    },
  });
  await joinTeam(scene.world, scene.store.teams);
});
afterAll(() => scene.close());

const post = async (): Promise<{ readonly url: string; readonly altText: string }> => {
  await scene.teams.gateway.post({ key: 'k', to: { kind: 'channel', id: OPS }, card });
  return scene.world.openers(OPS).at(-1)?.card.body[0];
};
const get = (url: string, method = 'GET'): Promise<Response> => fetch(url.replace('https://bot.example', scene.url), { method });

test('the address in the card gives the picture, with its words beside it; the same figures have one address and are painted once', async () => {
  const { url, altText: words } = await post();
  expect(url).toMatch(/^https:\/\/bot\.example\/teams\/charts\/[0-9a-f]{64}\.\d+\.[\w-]{43}\.png$/);
  expect(words).toBe(altText(CHART));
  const answer = await get(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
  expect((await post()).url).toBe(url);
  expect((await get(url, 'HEAD')).status).toBe(200);
  expect(painted).toBe(1);
});

test('a changed address gives nothing', async () => {
  const { url } = await post();
  const [digest = '', until = '', signature = ''] = url.replace('https://bot.example/teams/charts/', '').replace('.png', '').split('.');
  const at = (...parts: readonly string[]): string => `https://bot.example/teams/charts/${parts.join('.')}.png`;
  for (const forged of [
    at(digest, String(Number(until) + 1), signature),
    at(
      digest.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      until,
      signature,
    ),
    at(
      digest,
      until,
      signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
    ),
    at(digest, until),
    'https://bot.example/teams/charts/',
  ])
    expect((await get(forged)).status).toBe(404);
  expect((await get(url, 'POST')).status).toBe(405);
});

test('after thirty days the address is over', async () => {
  const { url } = await post();
  now += 32 * 86_400_000;
  expect((await get(url)).status).toBe(410);
});

test('without a public address the chart is its sentence and its figures', async () => {
  const plain = await openScene(async () => []);
  await joinTeam(plain.world, plain.store.teams);
  await plain.teams.gateway.post({ key: 'k', to: { kind: 'channel', id: OPS }, card });
  const shown = plain.world.openers(OPS).at(-1)?.card;
  expect(JSON.stringify(shown)).not.toContain('"Image"');
  expect(wordsOf(shown)).toContain(altText(CHART).replace(/[\u202f\u00a0]/g, ' '));
  expect(wordsOf(shown)).toContain('16 nov.');
  await plain.close();
});
