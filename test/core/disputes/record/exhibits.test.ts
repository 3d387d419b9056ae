/** Exhibits of a case: what is dropped in its thread or hangs on the message that opened it is kept once, with its author and its hash, and can be had again. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Happening, SharedFile } from '../../../../src/core/desk/inbound.ts';
import { PlatformError } from '../../../../src/core/desk/outbox.ts';
import type { PostedRef } from '../../../../src/core/desk/places.ts';
import { disputesIn } from '../../../../src/core/disputes/case/ports.ts';
import { MAX_EXHIBIT } from '../../../../src/core/disputes/record/exhibits.ts';
import { said, wordsOf } from '../../../support/desk.ts';
import { type Company, company } from '../support.ts';

const shared = (name: string, content: string, change: Partial<SharedFile> = {}): SharedFile => ({
  id: name,
  name,
  size: content.length,
  mime: 'application/pdf',
  open: async () =>
    (async function* () {
      yield new TextEncoder().encode(content.slice(0, 3));
      yield new TextEncoder().encode(content.slice(3));
    })(),
  ...change,
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let t: Company;
let card: PostedRef;
beforeAll(async () => {
  t = await company();
  await t.desk
    .as('nadia@acme.example')
    .submit({ kind: 'dispute.open' }, { refs: 'FA-1024', amount: '4300', reason: 'QUANTITY', said: 'Il manque deux palettes' });
  await t.desk.settle();
  const sent = await t.core.store.read.outbox.byKey('dispute:1', 'slack');
  if (!sent?.ref) throw new Error('no card');
  card = sent.ref;
});
afterAll(() => t.close());

const drop = (email: string, id: string, files: readonly SharedFile[], text = '') => {
  const happening: Happening = { type: 'reply', text, message: { tenant: 'T1', channel: 'C2', id }, change: 'new', files };
  return t.desk.as(email).do(happening, { thread: card });
};

describe('files dropped in the thread of a case', () => {
  it('are kept with their author and their hash, once however often the message is delivered', async () => {
    const files = [shared('bon.pdf', 'bon de livraison'), shared('photo.png', 'palettes')];
    for (let n = 0; n < 3; n++) expect(await drop('sofia@acme.example', '10.1', files, 'voici le bon')).toEqual([]);
    const kept = await t.core.store.read.files.of('dispute:1');
    expect(kept.map(({ name, sha256: hash, actor, size, debtorId }) => ({ name, hash, actor, size, debtorId }))).toEqual(
      ['bon de livraison', 'palettes'].map((content, i) => ({
        name: i === 0 ? 'bon.pdf' : 'photo.png',
        hash: sha256(content),
        actor: 'sofia@acme.example',
        size: content.length,
        debtorId: 1,
      })),
    );
    const steps = (await disputesIn(t.core.store.read).steps(1)).filter((s) => s.kind === 'reply');
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      text: 'voici le bon',
      data: { files: 'bon.pdf, photo.png', sha256: `${sha256('bon de livraison')} ${sha256('palettes')}` },
    });
  });

  it('stand on the case with who gave them, and are sent to whoever asks', async () => {
    const shown = said(await t.desk.as('marc@acme.example').press({ kind: 'dispute.show', dispute: 1 }));
    expect(shown).toContain('2 pièces');
    expect(shown).toMatch(new RegExp(`bon\\.pdf · Sofia Romano, .* · empreinte ${sha256('bon de livraison').slice(0, 12)}`));
    expect(shown).toContain('Sofia Romano écrit : voici le bon · joint bon.pdf, photo.png');
    expect(said(await t.desk.as('marc@acme.example').press({ kind: 'dispute.files', dispute: 1 }, 'ask'))).toContain(
      'Les 2 pièces arrivent',
    );
    await t.desk.as('marc@acme.example').press({ kind: 'dispute.files', dispute: 1 }, 'ask');
    await t.desk.settle();
    const got = t.platform.posts.filter((p) => p.file);
    expect(got.map((p) => [p.file?.name, new TextDecoder().decode(p.file?.bytes), wordsOf(p.card).trim()])).toEqual([
      ['bon.pdf', 'bon de livraison', 'Litige 1, pièce : bon.pdf'],
      ['photo.png', 'palettes', 'Litige 1, pièce : photo.png'],
    ]);
    expect(got.every((p) => p.to.kind === 'person' && p.to.identity.userId === 'marc@acme.example')).toBe(true);
  });

  it('that are too large or cannot be read are named, in the history too, and the rest is kept', async () => {
    const fails = shared('perdu.pdf', 'x', { open: () => Promise.reject(new PlatformError('refused', 'deleted')) });
    const large = shared('film.mp4', 'x', { size: MAX_EXHIBIT + 1 });
    const lying = shared('menteur.bin', 'y'.repeat(MAX_EXHIBIT + 1), { size: 5 });
    const answer = said(await drop('sofia@acme.example', '10.2', [fails, large, lying, shared('ok.txt', 'ok')]));
    expect(answer).toContain('n’ont pas été gardés');
    expect(answer).toContain('film.mp4, ');
    const step = (await disputesIn(t.core.store.read).steps(1)).at(-1);
    expect(step?.data).toMatchObject({ files: 'ok.txt', missed: 'perdu.pdf, film.mp4, menteur.bin' });
    expect((await t.core.store.read.files.of('dispute:1')).map((f) => f.name)).toEqual(['bon.pdf', 'photo.png', 'ok.txt']);
  });

  it('are told in the audit log by name and hash', async () => {
    const rows = await t.core.store.read.audit.after(0, 1000);
    const replies = rows.filter((r) => r.action === 'dispute.reply');
    expect(JSON.stringify(replies[0]?.payload)).toContain(sha256('palettes'));
  });
});

describe('the message that is made a dispute', () => {
  const message = { tenant: 'T1', channel: 'C7', id: '7.1' };
  const open = async (ref: string) => {
    const seat = t.desk.as('nadia@acme.example');
    const [form] = await seat.do({ type: 'shortcut', name: 'dispute', text: `Le client conteste ${ref}`, author: 'U9', message });
    if (form?.type !== 'form') throw new Error('no form');
    const answers = { refs: ref, amount: '', reason: 'PRICE', said: 'prix convenu' };
    await seat.do({ type: 'submit', payload: { v: 1, ...form.form.intent }, answers });
    return (await disputesIn(t.core.store.read).find({})).at(-1)?.id ?? 0;
  };

  it('brings its files along for someone who can read it there', async () => {
    const asked: PostedRef[] = [];
    Object.assign(t.platform, {
      filesOf: async (ref: PostedRef) => {
        asked.push(ref);
        return [shared('accord.pdf', 'prix convenu')];
      },
    });
    const member = {
      identity: { platform: 'slack' as const, tenant: 'T1', userId: 'nadia@acme.example' },
      name: 'N',
      email: undefined,
      guest: false,
      bot: false,
    };
    t.platform.audiences.set('C7', { members: [member], external: false });
    const id = await open('FA-1025');
    expect(asked).toEqual([message]);
    expect((await t.core.store.read.files.of(`dispute:${id}`)).map((f) => [f.name, f.actor])).toEqual([
      ['accord.pdf', 'nadia@acme.example'],
    ]);
    expect((await disputesIn(t.core.store.read).steps(id))[0]?.data).toMatchObject({ files: 'accord.pdf', sha256: sha256('prix convenu') });
  });

  it('brings none for someone who is not in that channel, nor when the platform does not give them', async () => {
    t.platform.audiences.set('C7', { members: [], external: false });
    const id = await open('FB-2001');
    expect(await t.core.store.read.files.of(`dispute:${id}`)).toEqual([]);
    t.platform.audiences.delete('C7');
    Object.assign(t.platform, { filesOf: () => Promise.reject(new PlatformError('refused', 'not in channel')) });
    const other = await open('FA-0900');
    expect(other).toBe(id + 1);
    expect((await disputesIn(t.core.store.read).steps(other))[0]?.kind).toBe('opened');
  });
});
