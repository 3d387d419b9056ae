import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyIn } from '../../src/core/debtors/trace-ports.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { outboxIn } from '../../src/core/desk/store.ts';
import { pack } from '../../src/core/kernel/pack.ts';
import { lettersIn } from '../../src/core/letters/ports.ts';
import { mailTraffic } from '../../src/mail/gateway.ts';
import { createMailer, type Mailer } from '../../src/mail/smtp.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { NADIA, type Office, office } from '../core/letters/support.ts';
import { said } from '../support/desk.ts';
import { PATIENCE } from '../support/patience.ts';
import { type PostOffice, postOffice, silentServer } from './post-office.ts';

const FROM = 'recouvrement@acme.example';
const DUPONT = 'compta@dupont.example';
let t: Office;
let post: PostOffice;
beforeEach(async () => {
  [t, post] = await Promise.all([office({ mailFrom: FROM }), postOffice()]);
});
afterEach(async () => {
  await Promise.all([t.close(), post.close()]);
});

/** Each letter, with the tries of its e-mail. */
const letters = async () => {
  const { read } = t.core.store;
  return Promise.all(
    (await lettersIn(read).find({})).map(async (letter) => {
      const mail = await read.outbox.byKey(`letter:${letter.id}:mail`, 'mail');
      return { ...letter, attempts: mail?.attempts, handed: mail?.handed };
    }),
  );
};
const history = () => historyIn(t.core.store.read).find({ debtorIds: [1] });
const drain = (mailer: Mailer = createMailer(post.url, FROM, PATIENCE)) =>
  createDeliverer(t.core, { traffic: mailTraffic(t.core, mailer) }).drain();
const toldTo = async (): Promise<string> => {
  await t.desk.settle();
  return t.platform.posts.map((p) => said([{ type: 'private', card: p.card }])).join('\n');
};

async function press(words: string, label: RegExp): Promise<string> {
  const preview = await t.desk.as(NADIA).command('lettre', words);
  const buttons = preview.flatMap((r) => ('card' in r ? r.card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])) : []));
  const intent: Intent | undefined = buttons.find((b) => label.test(b.label))?.intent;
  if (!intent) throw new Error(said(preview));
  return said(await t.desk.as(NADIA).press(intent));
}
const send = (words = 'dupont relance1') => press(words, /Envoyer/);

describe('a letter through the mail server', () => {
  it('leaves once a person has confirmed it: to the address on file, a copy to its author, once', async () => {
    expect(await send()).toContain('le courriel part à compta@dupont.example');
    expect(await history()).toEqual([]);
    expect(await drain()).toBe(1);
    expect(await drain()).toBe(0);
    const [mail, second] = post.received;
    expect(second).toBeUndefined();
    expect(mail).toMatchObject({ from: FROM, to: [DUPONT, NADIA] });
    expect(mail?.raw).toContain('Reply-To: nadia@acme.example');
    expect(mail?.raw).toMatch(/From: .*Nadia Benali, Fournitures du Nord.* <recouvrement@acme\.example>/);
    const [row] = await letters();
    expect(mail?.raw).toContain(`Message-ID: <${row?.messageId}@acme.example>`);
    expect(row).toMatchObject({ status: 'sent', attempts: 1, recipient: DUPONT });
    expect(await history()).toMatchObject([
      {
        kind: 'email',
        actor: NADIA,
        text: expect.stringContaining('à compta@dupont.example'),
        data: { template: 'reminder-1', principal: '12000.00', status: 'sent', file: String(row?.fileId) },
      },
    ]);
    expect((await t.core.store.read.audit.about('letter:1', 9)).map((a) => a.action).sort()).toEqual(['letter.queued', 'letter.sent']);
    expect(await send().catch(String)).toContain('déjà écrit');
  });

  it('that is one of paper carries its PDF', async () => {
    await send('dupont mise en demeure');
    await drain();
    expect(post.received[0]?.raw).toContain('Content-Type: application/pdf; name=C1-formal-notice-2026-03-16.pdf');
  });

  it('refused for good by the server is told to its author, is not in the history, and may be sent again', async () => {
    post.refuses.set(DUPONT, 550).set(NADIA, 550);
    await send();
    await drain();
    expect(await letters()).toMatchObject([{ status: 'failed', error: expect.stringContaining('no compta@dupont.example here') }]);
    expect(await history()).toEqual([]);
    expect(await toldTo()).toContain('Relance 1 pour Dupont SA n’est pas partie : le serveur refuse compta@dupont.example');
    // A debtor's affairs: whoever lost sight of amounts since is not told.
    expect(t.platform.posts.every((p) => p.card.amounts)).toBe(true);
    post.refuses.clear();
    await send();
    await drain();
    expect(post.received).toHaveLength(1);
  });

  it('refused after its last byte is refused too', async () => {
    post.answers.push(554);
    await send();
    await drain();
    expect(await letters()).toMatchObject([{ status: 'failed' }]);
  });

  it('met by a busy server is tried again later, and given up after half a day', async () => {
    post.answers.push(451);
    await send();
    await drain();
    expect(await letters()).toMatchObject([{ status: 'pending', attempts: 1 }]);
    expect(await drain()).toBe(0);
    t.clock.add(59_000);
    expect(await drain()).toBe(0);
    t.clock.add(1_000);
    expect(await drain()).toBe(1);
    expect(await letters()).toMatchObject([{ status: 'sent', attempts: 2 }]);
    expect(post.received).toHaveLength(1);
    await press('C2 relance1', /Envoyer/);
    for (let i = 0; i < 16; i++) {
      post.answers.push(421);
      await drain();
      t.clock.add(3_600_000);
    }
    expect((await letters())[1]).toMatchObject({ status: 'failed', attempts: 16 });
  });

  it('of which the server takes half: the copy refused is only mentioned, the debtor refused is a failure', async () => {
    post.refuses.set(NADIA, 550);
    await send();
    await drain();
    expect(post.received).toMatchObject([{ to: [DUPONT] }]);
    expect(await letters()).toMatchObject([{ status: 'sent' }]);
    expect(await toldTo()).toContain('la copie à nadia@acme.example a été refusée');
    post.refuses.clear();
    post.refuses.set('ap@second.example', 550);
    await press('C2 relance1', /Envoyer/);
    await drain();
    expect((await letters())[1]).toMatchObject({ status: 'failed' });
    expect(await toldTo()).toContain('le serveur refuse ap@second.example');
  });

  it('whose debtor’s server is busy while the copy is taken goes again to the debtor alone', async () => {
    post.refuses.set(DUPONT, 450);
    await send();
    await drain();
    expect(post.received).toMatchObject([{ to: [NADIA] }]);
    post.refuses.clear();
    t.clock.add(60_000);
    await drain();
    expect(post.received.map((m) => m.to)).toEqual([[NADIA], [DUPONT]]);
    expect(await letters()).toMatchObject([{ status: 'sent' }]);
  });

  it('to a server that hangs before the message is tried again', async () => {
    const silent = await silentServer();
    await send();
    await drain(createMailer(silent.url, FROM, 150));
    expect(await letters()).toMatchObject([{ status: 'pending', handed: false }]);
    await silent.close();
    t.clock.add(60_000);
    await drain();
    expect(await letters()).toMatchObject([{ status: 'sent' }]);
  });

  it('to a server that hangs after it has the message is of unknown fate: said, noted, and never sent again', async () => {
    post.answers.push(0);
    await send();
    // Long enough for the message to be there, on a machine with other work too.
    await drain(createMailer(post.url, FROM, 3_000));
    expect(await letters()).toMatchObject([{ status: 'unknown' }]);
    t.clock.add(86_400_000);
    expect(await drain()).toBe(0);
    expect(post.received).toHaveLength(1);
    expect(await history()).toMatchObject([{ text: expect.stringContaining('on ne sait pas si le courriel est parti') }]);
    expect(await toldTo()).toContain('Je ne sais pas si Relance 1 pour Dupont SA est partie');
  });

  it('is unknown after a crash between acceptance and mark, and goes back after one before the server had it', async () => {
    await send();
    const mailer = createMailer(post.url, FROM, PATIENCE);
    const { store } = t.core;
    const [row] = await store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 90_000, 5, 'mail'));
    if (!row) throw new Error('nothing to claim');
    // A first worker dies with the letter in hand, before the server is ready for it.
    t.clock.add(91_000);
    await drain(mailer);
    expect(await letters()).toMatchObject([{ status: 'sent', attempts: 2 }]);
    expect(post.received).toHaveLength(1);
    // A second one dies after the server took it.
    await press('C2 relance1', /Envoyer/);
    const [taken] = await store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 90_000, 5, 'mail'));
    if (!taken) throw new Error('nothing to claim');
    const bytes = (await store.read.files.bytes(taken.file ?? 0)) ?? new Uint8Array();
    const handing = async (): Promise<void> => void (await store.transact((tx) => outboxIn(tx).hand(taken)));
    await mailer.send({ to: ['ap@second.example'], bytes, handing });
    t.clock.add(91_000);
    await drain(mailer);
    expect((await letters())[1]).toMatchObject({ status: 'unknown' });
    expect(post.received).toHaveLength(2);
  });

  it('is not handed over by a worker that was overtaken', async () => {
    await send();
    const { store } = t.core;
    const [row] = await store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 90_000, 5, 'mail'));
    if (!row) throw new Error('nothing to claim');
    await store.transact((tx) => outboxIn(tx).retry(row, t.clock.now(), 'given up', false));
    await store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 90_000, 5, 'mail'));
    const handing = async (): Promise<void> => {
      if (!(await store.transact((tx) => outboxIn(tx).hand(row)))) throw new Error('another worker has the letter');
    };
    await expect(createMailer(post.url, FROM, PATIENCE).send({ to: [DUPONT], bytes: Buffer.from('x'), handing })).rejects.toMatchObject({
      fault: 'busy',
    });
    expect(post.received).toEqual([]);
  });

  it('never shows the server’s password, whatever goes wrong', async () => {
    await send();
    const mailer = createMailer(post.url.replace('smtp://', 'smtp://acme:s3cret@'), FROM, 500);
    await drain(mailer);
    const [row] = await letters();
    expect(row?.status).not.toBe('sent');
    expect(pack([row, t.logged, await toldTo()])).not.toContain('s3cret');
  });
});

describe('a run through the mail server', () => {
  it('is reported once, when the last letter is settled: how many left, who was refused', async () => {
    const ask = await t.desk.as(NADIA).command('lettres', 'standard relance1');
    const [go] = ask.flatMap((r) => ('card' in r ? r.card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])) : []));
    expect(go?.label).toBe('Envoyer 2 courriels');
    if (!go) throw new Error('no button');
    await t.desk.as(NADIA).press(go.intent);
    post.refuses.set('ap@second.example', 550);
    await drain();
    await t.desk.as(NADIA).press(go.intent);
    await drain();
    expect(post.received.filter((m) => m.to.includes(DUPONT))).toHaveLength(1);
    const told = await toldTo();
    expect(told).toContain('Compte rendu · Relance 1 · segment standard');
    expect(told).toContain('parties : 1');
    expect(told).toContain('refusées : 1 (Second Ltd)');
  });
});
