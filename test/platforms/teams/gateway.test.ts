/** The Teams gateway against Microsoft's own test client. */
import type { GatewayPlace } from '../../../src/core/desk/outbox.ts';
import { platformContract, type Seen } from '../../contracts/platform.ts';
import { ALICE, joinTeam, OPS, TENANT, wordsOf } from '../../support/teams.ts';
import { openScene } from './support.ts';

async function open() {
  const scene = await openScene(async () => [], { client: true });
  await joinTeam(scene.world, scene.store.teams);
  return {
    gateway: scene.teams.gateway,
    channel: OPS,
    refused: '19:nowhere@thread.tacv2',
    person: { platform: 'teams', tenant: TENANT, userId: ALICE.object } as const,
    email: ALICE.email,
    async seen(at: GatewayPlace): Promise<readonly Seen[]> {
      const { world } = scene;
      if (at.kind === 'person') return world.messages(world.privateOf(ALICE)).map((m) => ({ id: m.id, text: wordsOf(m.card) }));
      if (at.thread) {
        const root = at.thread.id;
        const replies = world.messages(`${at.id};messageid=${root}`).filter((m) => m.id !== root);
        return replies.map((m) => ({ id: `${root}/${m.id}`, text: wordsOf(m.card) }));
      }
      return world.openers(at.id).map((m) => ({ id: m.id, text: wordsOf(m.card) }));
    },
    close: () => scene.close(),
  };
}

platformContract('Teams (Microsoft’s test client)', open, { readsBack: false, takesFiles: false });
