/** Minutes as files: drawn after the close, kept with their hash, and posted in the motion's thread once, whoever ticks. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileMinutes } from '../../../../src/core/committee/minutes/file-minutes.ts';
import { createDeliverer } from '../../../../src/work/deliver.ts';
import { openRoom, type Room } from '../room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const files = () => room.platform.posts.filter((p) => p.file);
const tick = async (): Promise<void> => {
  await fileMinutes(room.core);
  await createDeliverer(room.core).drain();
};
const decided = async (): Promise<number> => {
  const { motion } = await room.propose('anne', await room.limit());
  room.clock.turn('2026-11-24T10:00:00+01:00');
  await room.cast('luc', motion.id, { choice: 'approve' });
  await room.cast('marc', motion.id, { choice: 'approve' });
  await room.cast('farid', motion.id, { choice: 'approve', upTo: 60_000_00n });
  await room.tend();
  return motion.id;
};

describe('the minutes of a vote', () => {
  it('are posted in its thread as PDF and Markdown, once, also when two instances tick', async () => {
    const id = await decided();
    await Promise.all([fileMinutes(room.core), fileMinutes(room.core)]);
    await tick();
    await tick();
    const card = room.platform.posts.find((p) => p.key === `motion:${id}`);
    expect(files().map((p) => [p.file?.name, p.to.kind === 'channel' && p.to.thread?.id, p.card.amounts])).toEqual([
      ['proces-verbal-vote-1.pdf', card?.id, true],
      ['proces-verbal-vote-1.md', card?.id, true],
    ]);
    const markdown = new TextDecoder().decode(files()[1]?.file?.bytes);
    const decision = await room.decision(id);
    expect(markdown).toContain('# Procès-verbal du vote n° 1');
    expect(markdown).toContain(`ligne ${decision?.headSeq}, empreinte ${decision?.headHash}`);
    const kept = await room.core.store.read.files.of('motion:1');
    expect(kept.map((f) => [f.name, f.mime, f.actor, f.debtorId])).toEqual([
      ['proces-verbal-vote-1.pdf', 'application/pdf', 'system:committee', 1],
      ['proces-verbal-vote-1.md', 'text/markdown', 'system:committee', 1],
    ]);
    expect(kept[1]?.sha256).toBe(createHash('sha256').update(markdown).digest('hex'));
    const audit = (await room.core.store.read.audit.after(0, 1000)).filter((r) => r.action === 'motion.minutes');
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit[0]?.payload)).toContain(kept[0]?.sha256);
  });

  it('wait for a drawing that failed, and for nothing while the vote is open', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await tick();
    expect(files()).toEqual([]);
    room.clock.turn('2026-11-25T09:00:00+01:00');
    await room.tend();
    expect((await room.decision(motion.id))?.outcome).toBe('lapsed');
    const { papers } = room.core;
    Object.assign(room.core, { papers: { pdf: () => Promise.reject(new Error('no font')) } });
    await tick();
    expect(files()).toEqual([]);
    expect(room.logged.some((line) => line.message.includes('minutes could not be filed'))).toBe(true);
    Object.assign(room.core, { papers });
    await tick();
    expect(files()).toHaveLength(2);
  });
});

describe('the dossier', () => {
  it('shows its frozen trend as a chart, the same after the ledger has moved', async () => {
    const { motion } = await room.propose('anne', await room.limit());
    await room.tend();
    const chartOf = () => {
      const dossier = room.platform.posts.find((p) => p.key === `motion:${motion.id}:thread:dossier`)?.card;
      const block = dossier?.blocks.find((b) => b.type === 'chart');
      return block?.type === 'chart' && block.spec.kind === 'lines' && block.spec.unit === 'money' ? block.spec : undefined;
    };
    const frozen = chartOf();
    const { trend } = (await room.file(motion.id)).facts[0]?.dossier ?? {};
    expect(frozen?.series[0]?.values).toEqual(trend?.map((point) => point.overdue));
    expect(frozen?.labels.at(-1)).toBe('23 nov.');
    expect(frozen?.series[0]?.values.at(-1)).toBe(30_000_00n);
    expect(frozen?.currency).toBe('EUR');
  });
});
