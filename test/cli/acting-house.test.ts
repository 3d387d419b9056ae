/** What a shell says is heard where the servers are that run on its database, whatever its own environment and policy file name. */
import { afterEach, expect, it } from 'vitest';
import { actingHouse } from '../../src/cli/context.ts';
import { readConfig } from '../../src/config/config.ts';
import type { LimitProposal } from '../../src/core/committee/motion/proposal.ts';
import { proposeMotion } from '../../src/core/committee/propose/propose-motion.ts';
import { act } from '../../src/core/desk/act.ts';
import { DEBTORS, LEDGER, MEMBERS, policyOf, RULES } from '../core/committee/room.ts';
import { type TestServer, testServer } from '../support/server.ts';

const NOW = '2026-11-23T09:00:00+01:00';
let server: TestServer | undefined;
afterEach(() => server?.stop());

/** A shell whose own policy file names a channel of Slack, as the committee's tests do. */
const shell = {
  ...readConfig({ ENCOURS_POLICY: '', LOG_LEVEL: 'silent' }),
  policy: policyOf(RULES),
  local: false,
  startAt: Date.parse(NOW),
};
const RAISE: LimitProposal = {
  ...{ kind: 'limit', debtorId: 1, before: 4_000_000n, amount: 9_000_000n, currency: 'EUR', until: null },
  ...{ why: 'commande cadre', conditions: '' },
};

async function propose(on: TestServer, amount: bigint): Promise<void> {
  const house = await actingHouse(shell, on.core.store);
  const by = await house.store.read.people.byEmail('sofia@acme.example');
  if (!by) throw new Error('nobody proposes');
  await act(house, { by, locale: 'fr' }, (under) => proposeMotion(under, { ...RAISE, amount }));
}

it('a motion proposed from a shell is on the server’s card and with its voters, and nowhere else', async () => {
  server = await testServer(NOW, { policy: { ...policyOf(RULES), channels: {} } });
  for (const [name, file] of [
    ['people.csv', MEMBERS],
    ['debtors.csv', DEBTORS],
    ['items.csv', LEDGER],
  ] as const)
    await server.import(name, file);
  await propose(server, 9_000_000n);
  await server.settle();
  const { outbox } = server.core.store.read;
  const sent = await outbox.withStatus('sent', 100);
  expect(sent.map(({ key, platform }) => [key, platform])).toContainEqual(['motion:1', 'local']);
  expect(new Set(sent.map(({ platform }) => platform))).toEqual(new Set(['local']));
  for (const status of ['pending', 'failed', 'refused', 'unknown'] as const) expect(await outbox.withStatus(status, 10)).toEqual([]);
});

it('before a server ran, the shell says it where its policy names a channel', async () => {
  server = await testServer(NOW);
  const store = { ...server.core.store, read: { ...server.core.store.read, reach: { all: async () => [] } } };
  expect((await actingHouse(shell, store)).platforms).toEqual(['slack']);
});
