/** The preview of a dropped file as one message of the conversation: drawn when the file comes, drawn anew in its place at every answer, and without a button once nothing comes of it any more. */
import { type Act, languageOf } from '../desk/act.ts';
import { type Card, sentence } from '../desk/card.ts';
import { endedCard } from './import.card.ts';
import type { ImportReport } from './report.ts';
import { ledgerTexts } from './texts.ts';
import { NOTHING_SHOWN, type Shown, UPLOAD_KEPT_MS, type Upload, uploadsIn } from './upload-ports.ts';

type Place = Pick<Upload, 'id' | 'personId' | 'platform'>;

function keyOf(upload: string): string {
  return `upload:${upload}`;
}

/** Makes room for a file and says that it is being read; an earlier preview of the same file is over, and so is, when this is the same drop `again`, the one that came to no end. */
export async function beginPreview(act: Act, upload: Place & { readonly name: string }, again: boolean): Promise<void> {
  const t = ledgerTexts(act.locale).imports;
  const { id, name, personId, platform } = upload;
  await forgetOld(act);
  for (const before of await uploadsIn(act.tx).of(personId, name))
    if (before.size > 0 || again) await endPreview(act, before, endedCard(name, t.over.superseded, act.locale), 'superseded');
  await uploadsIn(act.tx).begin({ id, name, personId, platform, at: act.at });
  const destination = { to: 'person', personId } as const;
  await act.say({ key: keyOf(id), destination, card: sentence(t.reading(name), act.locale) }, [platform]);
}

/** Draws it anew; `step` is unique to what led to it. */
export async function drawPreview(act: Act, { id, personId, platform }: Place, card: Card, step: string): Promise<void> {
  // Of a file that came before previews had a place of their own.
  if (personId === 0) return;
  const destination = { to: 'person', personId } as const;
  await act.say({ key: `${keyOf(id)}:${step}`, destination, card, replaces: keyOf(id) }, [platform]);
}

/** Draws it for the last time, and forgets the file. */
export async function endPreview(act: Act, upload: Place, card: Card, step: string): Promise<void> {
  await uploadsIn(act.tx).remove(upload.id);
  await drawPreview(act, upload, card, step);
}

/** What nobody imported within a day. */
export async function forgetOld(act: Act): Promise<void> {
  for (const old of await uploadsIn(act.tx).before(act.at - UPLOAD_KEPT_MS)) {
    const locale = languageOf(
      act,
      (await act.tx.people.all()).find(({ id }) => id === old.personId),
    );
    await endPreview(act, old, endedCard(old.name, ledgerTexts(locale).imports.over.expired, locale), 'expired');
  }
}

/** What the forms of a preview are made of. */
export function shownOf({ kind, questions = [], layout, plan, asOf, totals, rejectedCount }: ImportReport): Shown {
  const fields = Object.entries(plan?.columns ?? {}).flatMap(([field, name]) => (typeof name === 'string' ? [[field, name] as const] : []));
  return {
    ...NOTHING_SHOWN,
    ...{ kind, questions, refused: rejectedCount, currencies: Object.keys(totals), fields: Object.fromEntries(fields) },
    ...(layout ? { sheets: layout.sheets, columns: layout.header, ...(layout.sheet === undefined ? {} : { sheet: layout.sheet }) } : {}),
    ...(asOf > 0 ? { asOf } : {}),
    ...(plan ? { plan: plan.text } : {}),
  };
}
