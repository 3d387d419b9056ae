/** One message a second in each channel, in order, whatever happens in the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PlatformError } from '../../../src/core/desk/outbox.ts';
import { createPace } from '../../../src/platforms/slack/pace.ts';

test('messages of one channel leave in order and apart; another channel does not wait', async () => {
  const pace = createPace(60);
  const left: string[] = [];
  const at = new Map<string, number>();
  const send = (lane: string, name: string) =>
    pace.run(lane, async () => {
      left.push(name);
      at.set(name, performance.now());
    });
  await Promise.all([send('a', 'a1'), send('a', 'a2'), send('a', 'a3'), send('b', 'b1')]);
  expect(left.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(left.indexOf('b1')).toBeLessThan(left.indexOf('a2'));
  expect((at.get('a3') ?? 0) - (at.get('a1') ?? 0)).toBeGreaterThanOrEqual(115);
});

test('a fault does not stop the messages after it', async () => {
  const pace = createPace(1);
  const broken = pace.run('a', () => Promise.reject(new Error('no')));
  const next = pace.run('a', async () => 'yes');
  await expect(broken).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});

test('a channel that Slack closed stays closed as long as it said, then opens', async () => {
  const pace = createPace(1);
  const limited = () => Promise.reject(new PlatformError('rate-limited', 'wait', 80));
  await expect(pace.run('a', limited)).rejects.toMatchObject({ retryAfter: 80 });
  await expect(pace.run('a', async () => 'early')).rejects.toMatchObject({ fault: 'rate-limited' });
  await sleep(100);
  await expect(pace.run('a', async () => 'late')).resolves.toBe('late');
});
