import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formOf, said } from '../../support/desk.ts';
import { unzip } from '../../support/unzip.ts';
import { NADIA, type Office, office, pdfText, SOFIA } from '../letters/support.ts';

let t: Office;
beforeEach(async () => {
  t = await office();
});
afterEach(() => t.close());

/** A call, a promise that is broken, a dispute that is settled, a letter. */
async function life(): Promise<void> {
  const nadia = t.desk.as(NADIA);
  await nadia.submit({ kind: 'note.add', debtor: 1 }, { kind: 'call', day: '2026-03-13', who: 'M. Petit', said: 'virement vendredi' });
  const form = formOf(await nadia.command('litige', 'F1 2000 quantité Deux palettes manquent'));
  const initial = Object.fromEntries(form.fields.map((f) => [f.id, 'initial' in f && typeof f.initial === 'string' ? f.initial : '']));
  await nadia.submit(form.intent, initial);
  t.clock.add(60_000);
  const preview = await nadia.command('lettre', 'dupont mise en demeure');
  const [first] = preview.flatMap((r) => ('card' in r ? r.card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])) : []));
  if (!first) throw new Error(said(preview));
  await nadia.press(first.intent);
  t.clock.add(60_000);
}

const evidenceFiles = async () => {
  const files = (await t.core.store.read.files.ofDebtor(1)).filter((f) => f.subject === 'evidence:1');
  return Promise.all(files.map(async (f) => ({ name: f.name, bytes: (await t.core.store.read.files.bytes(f.id)) ?? new Uint8Array() })));
};

describe('the evidence file', () => {
  it('tells a judge the parties, the account, the interest, who said what when, and how it is proved', async () => {
    await life();
    const head = await t.core.store.read.audit.head();
    expect(said(await t.desk.as(NADIA).command('preuves', 'dupont'))).toContain('arrive en message privé, avec ses originaux (1)');
    const [paper] = await evidenceFiles();
    const { text } = await pdfText(paper?.bytes ?? new Uint8Array());
    for (const words of [
      'Dossier de preuves · Dupont SA',
      'Fournitures du Nord · SIREN 552100554',
      '12 rue de la Paix, 75002 Paris',
      'F1 facture 01/01/2026 31/01/2026 12 000,00 € 12 000,00 € 2 000,00 €',
      'F1 du 01/02/2026 au 16/03/2026 44 10 000,00 € 12,15 % 146,47 €',
      'Principal 10 000,00 € · intérêts 146,47 € · indemnité forfaitaire 40,00 € · ensemble 10 186,47 €',
      'Quantité : Deux palettes manquent',
      '13/03/2026 (noté 16/03/2026 10:00) Appel Nadia Benali avec M. Petit : virement vendredi',
      'Mise en demeure (papier)',
      `entrée ${head?.seq}, empreinte ${head?.hash}`,
    ])
      expect(text).toContain(words);
    expect(text.indexOf('virement vendredi')).toBeLessThan(text.indexOf('16/03/2026 10:01 Lettre'));
    const audit = await t.core.store.read.audit.about('debtor:1', 5);
    expect(audit.map((a) => a.action)).toContain('evidence.made');
  });

  it('brings the originals, byte for byte, with the hashes that the file prints', async () => {
    await life();
    await t.desk.as(NADIA).command('evidence', 'dupont');
    const [paper, archive] = await evidenceFiles();
    const files = unzip(archive?.bytes ?? new Uint8Array());
    const names = [...files.keys()];
    expect(names).toEqual([paper?.name, expect.stringMatching(/^\d+-C1-formal-notice-2026-03-16\.pdf$/), 'SHA256SUMS.txt']);
    const original = files.get(names[1] ?? '') ?? Buffer.alloc(0);
    const hash = createHash('sha256').update(original).digest('hex');
    expect(files.get('SHA256SUMS.txt')?.toString()).toBe(`${hash}  ${names[1]}\n`);
    const { text } = await pdfText(paper?.bytes ?? new Uint8Array());
    expect(text.replace(/ /g, '')).toContain(hash);
    await t.desk.settle();
    expect(t.platform.posts.filter((p) => p.key.startsWith('evidence:'))).toHaveLength(2);
  });

  it('is made also where a rate is missing: it says which in the computation’s place', async () => {
    t.clock.turn('2026-07-10T10:00:00+02:00');
    await t.desk.as(NADIA).command('preuves', 'dupont');
    const [paper] = await evidenceFiles();
    const { text } = await pdfText(paper?.bytes ?? new Uint8Array());
    expect(text).toContain('Le taux du 2e semestre 2026 manque');
  });

  it('goes to people who may write to debtors alone, and names nobody’s file twice for one press', async () => {
    expect(said(await t.desk.as(SOFIA).command('preuves', 'dupont'))).toContain('Your role may not write to debtors');
    expect(said(await t.desk.as(NADIA).command('preuves', 'zorglub'))).toContain('Aucun débiteur ne répond');
    await t.desk.as(NADIA).press({ kind: 'evidence.make', debtor: 2 }, 'press:1');
    expect(said(await t.desk.as(NADIA).press({ kind: 'evidence.make', debtor: 2 }, 'press:1'))).toContain('envoyé il y a un instant');
  });

  it('keeps a long text whole over pages', async () => {
    const long = Array.from({ length: 400 }, (_, i) => `mot${i}`).join(' ');
    for (let i = 0; i < 12; i++) await t.desk.as(NADIA).command('note', `C1 ${long}`);
    await t.desk.as(NADIA).command('preuves', 'dupont');
    const [paper] = await evidenceFiles();
    const { text, pages } = await pdfText(paper?.bytes ?? new Uint8Array());
    expect(pages).toBeGreaterThan(3);
    expect([...text.matchAll(/mot399/g)]).toHaveLength(12);
    expect([...text.matchAll(/mot200\b/g)]).toHaveLength(12);
  });
});
