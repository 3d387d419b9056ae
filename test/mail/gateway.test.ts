/** The mail gateway keeps what the outbox expects of every carrier, against a real mail server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentence } from '../../src/core/desk/card.ts';
import type { Carrier, MailPlace, Posted } from '../../src/core/desk/outbox.ts';
import { createMailGateway } from '../../src/mail/gateway.ts';
import { createMailer } from '../../src/mail/smtp.ts';
import { carrierContract } from '../contracts/carrier.ts';
import { type PostOffice, postOffice } from './post-office.ts';

const file = { id: 1, name: 'l.eml', mime: 'message/rfc822', bytes: Buffer.from('Subject: Rappel\r\n\r\nBonjour\r\n') };
const card = sentence('Rappel', 'fr');
const place: MailPlace = { address: 'compta@dupont.example' };
const refused: MailPlace = { address: 'gone@dupont.example' };

describe('the mail server as a carrier', () => {
  let post: PostOffice;
  let carrier: Carrier<MailPlace>;
  const send = async (key: string, to: MailPlace, handing?: () => Promise<void>): Promise<Posted> => {
    const sent = await carrier.upload?.({ key, to, card, file, ...(handing ? { handing } : {}) });
    if (!sent) throw new Error('an e-mail is a file');
    return sent;
  };
  beforeAll(async () => {
    post = await postOffice();
    post.refuses.set(refused.address, 550);
    carrier = createMailGateway(createMailer(post.url, 'recouvrement@acme.example', 1_000));
  });
  afterAll(() => post.close());

  carrierContract(() => ({ carrier, place, refused, send, seen: async () => post.received.length }), {
    readsBack: false,
    refusal: 'nobody',
  });

  test('says when it hands over, and sends nothing that is another worker’s by then', async () => {
    const before = post.received.length;
    const taken = () => Promise.reject(new Error('another worker has it'));
    await expect(send('late', place, taken)).rejects.toMatchObject({ fault: 'retry', message: 'another worker has it' });
    expect(post.received).toHaveLength(before);
  });

  test('once the copy has it, only the debtor is left', async () => {
    post.refuses.set('busy@dupont.example', 450);
    await expect(send('half', { address: 'busy@dupont.example', copy: 'nadia@acme.example' })).rejects.toMatchObject({
      fault: 'retry',
      left: { to: 'address', address: 'busy@dupont.example' },
    });
    expect(await send('whole', { ...place, copy: refused.address })).toMatchObject({ without: [refused.address] });
  });

  test('an answer that is lost is of unknown fate, and no e-mail is changed or made of a card alone', async () => {
    post.answers.push(0);
    await expect(send('lost', place)).rejects.toMatchObject({ fault: 'unknown' });
    const ref = { tenant: 'mail', channel: place.address, id: 'k' };
    await expect(carrier.update(ref, card)).rejects.toMatchObject({ fault: 'refused' });
    await expect(carrier.post({ key: 'k', to: place, card })).rejects.toMatchObject({ fault: 'refused' });
  });
});
