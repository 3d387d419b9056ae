/** What every store must do, whatever database is behind it: run by test/store on SQLite and on PostgreSQL. */
import { afterAll, beforeAll, describe } from 'vitest';
import { type OpenedStore, type OpenOptions, openStore } from '../../src/store/open.ts';
import { agedContract } from './store/aged.ts';
import { agendaContract } from './store/agenda.ts';
import { concurrencyContract } from './store/concurrency.ts';
import { debtorContract } from './store/debtors.ts';
import { departureContract } from './store/departures.ts';
import { fecContract } from './store/fec.ts';
import { historyContract } from './store/history.ts';
import { inboxContract } from './store/inbox.ts';
import { indicatorContract } from './store/indicators.ts';
import { keptContract } from './store/kept.ts';
import { lettersContract } from './store/letters.ts';
import { listContract } from './store/lists.ts';
import { mandateContract } from './store/mandates.ts';
import { outboxContract } from './store/outbox.ts';
import { promiseContract } from './store/promises.ts';
import { reachContract } from './store/reach.ts';
import { scoreContract } from './store/scores.ts';
import { searchContract } from './store/search.ts';
import { teamsContract } from './store/teams.ts';
import { uploadContract } from './store/uploads.ts';
import { voteContract } from './store/votes.ts';
import type { World } from './store/world.ts';

/** `create` gives the address of an empty database, `empty` a store on one. One store serves the whole suite: tests keep apart by using companies, keys and channels of their own. */
export function storeContract(name: string, create: () => Promise<string>, empty: World['empty'], options?: OpenOptions): void {
  describe(`the store on ${name}`, () => {
    let store: OpenedStore | undefined;
    let url = '';
    beforeAll(async () => {
      url = await create();
      store = await openStore(url, options);
    });
    afterAll(() => store?.close());
    const world: World = {
      get store() {
        if (!store) throw new Error('the store is not open');
        return store;
      },
      another: () => openStore(url, options),
      empty,
    };
    listContract(world);
    fecContract(world);
    agedContract(world);
    debtorContract(world);
    searchContract(world);
    keptContract(world);
    outboxContract(world);
    inboxContract(world);
    historyContract(world);
    lettersContract(world);
    mandateContract(world);
    departureContract(world);
    reachContract(world);
    scoreContract(world);
    promiseContract(world);
    agendaContract(world);
    indicatorContract(world);
    concurrencyContract(world);
    teamsContract(world);
    uploadContract(world);
    voteContract(world);
  });
}
