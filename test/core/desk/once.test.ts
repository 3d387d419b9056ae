/** Answers that must come once: to a file whose event is delivered again, and to a share that is pressed twice in a hurry. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/core/desk/card.ts';
import type { InboundEvent, Receive, Reply, SharedFile } from '../../../src/core/desk/inbound.ts';
import { encodeIntent } from '../../../src/core/desk/intent.ts';
import { createRouter } from '../../../src/core/desk/router.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { createDesk } from '../../support/desk.ts';
import { EX, PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
let receive: Receive;
let opened: number;
let events = 0;

beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  receive = createRouter(t.core);
  opened = 0;
  await t.import('people.csv', PEOPLE);
});
afterEach(() => t.close());

function event(happening: InboundEvent['happening'], more: Partial<InboundEvent> = {}): InboundEvent {
  const email = 'claire@acme.example';
  const identity = { platform: 'slack', tenant: 'T1', userId: email } as const;
  const where = { channel: 'D-claire', direct: true };
  return { key: `event:${++events}`, identity, email: async () => email, locale: 'fr', outsider: false, where, happening, ...more };
}

const file: SharedFile = {
  id: 'F1',
  name: 'ex.csv',
  size: EX.length,
  async open() {
    opened++;
    return (async function* () {
      yield Buffer.from(EX);
    })();
  },
};

const titles = (replies: readonly Reply[]): (string | undefined)[] => replies.map((r) => ('card' in r ? r.card.title : r.type));

describe('a dropped file', () => {
  /** The messages about files, as they stand now. */
  const previews = async (): Promise<readonly Card[]> => {
    await createDesk(t).settle();
    return t.platform.posts.filter(({ to }) => to.kind === 'person').map(({ card }) => card);
  };

  it('whose event is delivered again is fetched, kept and answered once', async () => {
    const dropped = event({ type: 'files', files: [file] });
    expect(await receive(dropped)).toEqual([]);
    expect(await receive(dropped)).toEqual([]);
    expect((await previews()).map((card) => card.title)).toEqual(['ex.csv : liste de postes']);
    expect(opened).toBe(1);
    // The same file dropped anew is another event, and has another preview.
    await receive(event({ type: 'files', files: [file] }));
    expect(await previews()).toHaveLength(2);
  });

  it('whose button is pressed twice is imported once, and the second press says that it is done', async () => {
    await receive(event({ type: 'files', files: [file] }));
    const [preview] = await previews();
    const [accept] = (preview?.blocks ?? []).flatMap((b) => (b.type === 'buttons' ? b.buttons : []));
    if (!accept) throw new Error('no button to import with');
    const press = () => receive(event({ type: 'press', payload: encodeIntent(accept.intent) }));
    await press();
    expect((await previews()).map((card) => card.title)).toEqual(['ex.csv est importé']);
    expect(JSON.stringify(await press())).toContain('déposez-le de nouveau');
    expect(await ledgerIn(t.core.store.read).itemCount()).toBe(5);
  });
});

describe('a debtor shared with a channel', () => {
  const share = (debtor: number, more: Partial<InboundEvent> = {}) =>
    receive(
      event(
        { type: 'press', payload: encodeIntent({ kind: 'debtor.share', debtor }) },
        { where: { channel: 'C1', direct: false }, ...more },
      ),
    );

  it('is shown once however fast the button is pressed, again a minute later, and apart in another channel', async () => {
    await t.import('ex.csv', EX);
    const id = (await debtorsIn(t.core.store.read).all())[0]?.id ?? 0;
    const [first, second] = await Promise.all([share(id), share(id)]);
    expect([...titles(first ?? []), ...titles(second ?? [])]).toHaveLength(1);
    expect(await share(id)).toEqual([]);
    expect(titles(await share(id, { where: { channel: 'C2', direct: false } }))).toHaveLength(1);
    t.clock.add(60_000);
    expect(await share(id)).toMatchObject([{ type: 'public' }]);
  });
});
