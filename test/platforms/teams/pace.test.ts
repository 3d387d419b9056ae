/** Teams's windows per conversation and per tenant, and lanes that it closed. */
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../../src/core/desk/outbox.ts';
import { createPace } from '../../../src/platforms/teams/pace.ts';

describe('the pace', () => {
  /** Instants at which posts to these conversations leave, all asked for at once. */
  async function instants(conversations: readonly string[]): Promise<readonly number[]> {
    // As the pace read them: the machine may stand still between that and the post.
    let read = 0;
    const pace = createPace(() => {
      read = Date.now();
      return read;
    });
    const sent: number[] = [];
    await Promise.all(conversations.map((c) => pace.run('t', c, async () => void sent.push(read))));
    return sent;
  }
  const within = (sent: readonly number[], ms: number): number =>
    Math.max(...sent.map((at) => sent.filter((s) => s >= at && s < at + ms).length));

  test.each([6, 7, 8])('%i messages at once to one conversation: at most seven in a second, eight in two', async (count) => {
    const sent = await instants(Array(count).fill('c'));
    expect(sent).toHaveLength(count);
    expect(within(sent, 1_000)).toBeLessThanOrEqual(7);
    expect(within(sent, 2_000)).toBeLessThanOrEqual(8);
  });

  test('fifty requests a second in one tenant, however many conversations', async () => {
    const sent = await instants(Array.from({ length: 60 }, (_, i) => `c${i}`));
    expect(sent).toHaveLength(60);
    expect(within(sent, 1_000)).toBeLessThanOrEqual(50);
  });

  test('a conversation whose hour is full says so at once, and no other waits', async () => {
    let now = 0;
    const pace = createPace(() => now);
    for (let i = 0; i < 1_800; i++) {
      await pace.run('t', 'c', async () => {});
      now += 1_000;
    }
    await expect(pace.run('t', 'c', async () => {})).rejects.toMatchObject({ fault: 'rate-limited', retryAfter: 1_800_000 });
    await expect(pace.run('t', 'other', async () => 'sent')).resolves.toBe('sent');
  });

  test('a lane that Teams closed stays closed for as long as it said, for itself alone', async () => {
    let now = 0;
    const pace = createPace(() => now);
    const limited = new PlatformError('rate-limited', 'later', 30_000);
    await expect(pace.run('t', 'c', () => Promise.reject(limited))).rejects.toBe(limited);
    now = 20_000;
    await expect(pace.run('t', 'c', async () => {})).rejects.toMatchObject({ retryAfter: 10_000 });
    await expect(pace.run('t', 'd', async () => 'sent')).resolves.toBe('sent');
    now = 30_000;
    await expect(pace.run('t', 'c', async () => 'sent')).resolves.toBe('sent');
  });
});
