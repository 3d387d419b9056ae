/** The ledger in the conversation: the aged balance, and files that are dropped, previewed, asked about and imported. */
import { act } from '../desk/act.ts';
import { type Card, sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import { Fields } from '../desk/field-faults.ts';
import type { Reply, SharedFile } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { PlatformError } from '../desk/outbox.ts';
import { answersOf, first, need, opens, privately, type Replies, type Turn, told } from '../desk/turn.ts';
import { amountFault, readAmount } from '../kernel/amount-words.ts';
import { fileName } from '../kernel/clean.ts';
import { isoDay, parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { toDecimal } from '../kernel/money.ts';
import { agingCard } from './aging.card.ts';
import { endedCard, hasMany, importedCard, previewCard, refusedCard } from './import.card.ts';
import { choiceForm, controlCurrencies, controlForm, correctForm } from './import.form.ts';
import { controlId, TOTAL } from './import-ledger.ts';
import { ledgerIn } from './ports.ts';
import { beginPreview, drawPreview, endPreview, shownOf } from './preview.ts';
import { type Answers, CORRECTED_FIELDS } from './question.ts';
import type { ImportReport } from './report.ts';
import { ledgerTexts } from './texts.ts';
import { NOTHING_SHOWN, type Shown, type Upload, uploadsIn, uploadsOf } from './upload-ports.ts';

async function showAging(turn: Turn): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const date = today(turn.core);
  const ledger = ledgerIn(store.read);
  const [rows, ledgerDay, covered] = await Promise.all([
    ledger.agedTotal(date, { bounds: policy.buckets }),
    ledger.ledgerDay(),
    ledger.afterCredits(date),
  ]);
  return privately(agingCard({ rows, asOf: date, today: date, ledgerDay, covered }, policy, turn.actor.locale));
}

export async function takeFiles(turn: Turn, files: readonly SharedFile[]): Promise<readonly Reply[]> {
  const t = ledgerTexts(turn.actor.locale).imports;
  if (!turn.event.where.direct) throw new DomainError('not-allowed', t.directOnly);
  need(turn, 'import', t.notAllowed);
  if (!(turn.event.again || (await first(turn, turn.event.key)))) return [];
  for (const file of files) await takeFile(turn, file);
  return [];
}

/** One bad file does not hide the previews of the others. */
async function takeFile(turn: Turn, file: SharedFile): Promise<void> {
  const { core, actor, event } = turn;
  const upload = { id: core.ids.next(), name: fileName(file.name), personId: actor.person.id, platform: event.identity.platform };
  await draws(turn, (under) => beginPreview(under, upload, event.again === true));
  const fails = (words: string): Promise<void> =>
    draws(turn, (under) => endPreview(under, upload, endedCard(upload.name, words, actor.locale), event.key));
  try {
    await uploadsOf(core).keep(upload.id, file, actor);
  } catch (error) {
    if (error instanceof DomainError) return fails(error.message);
    await fails(ledgerTexts(actor.locale).imports.fetch);
    if (!(error instanceof PlatformError)) throw error;
    return;
  }
  await preview(turn, upload);
}

/** An act of the conversation without the event's key: whoever finds the event after a crash begins it anew. */
function draws(turn: Turn, work: Parameters<typeof act<void>>[2]): Promise<void> {
  return act(turn.core, { by: turn.actor.person, locale: turn.actor.locale }, work);
}

/** What importing the file would do, drawn in the place of what stood there; a refusal too, with a way on where a person can say more. */
async function preview(turn: Turn, upload: Pick<Upload, 'id' | 'name' | 'personId' | 'platform'>): Promise<void> {
  const { core, actor, event } = turn;
  const { locale } = actor;
  try {
    await show(turn, upload, await uploadsOf(core).preview(upload.id, actor));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'gone') throw error;
    const shown = mended(error);
    await draws(turn, async (under) => {
      if (!shown) return endPreview(under, upload, endedCard(upload.name, error.message, locale), event.key);
      await uploadsIn(under.tx).show(upload.id, shown);
      await drawPreview(under, upload, refusedCard(upload.name, error.message, upload.id, locale), event.key);
    });
  }
}

/** Faults of a file that are over when a person says what it is, or which column is what. */
const MENDED = new Set(['unknown-kind', 'missing-column', 'ambiguous-column', 'no-sheet', 'mixed-dates', 'mixed-decimals']);

function mended({ code, details }: DomainError): Shown | undefined {
  const { fault, found } = Object(details);
  if (code !== 'bad-file' || !MENDED.has(fault)) return undefined;
  const columns = Array.isArray(found) && fault !== 'no-sheet' ? found.filter((name) => typeof name === 'string' && name !== '') : [];
  return { ...NOTHING_SHOWN, columns };
}

/** Draws what is known now. An import that is done, and a file that was in already, is over. */
async function show(turn: Turn, upload: Pick<Upload, 'id' | 'name' | 'personId' | 'platform'>, report: ImportReport): Promise<void> {
  const { locale } = turn.actor;
  const over = report.outcome === 'imported' || (report.outcome === 'same' && (report.offers ?? []).length === 0);
  await draws(turn, async (under) => {
    if (over) return endPreview(under, upload, importedCard(report, locale), turn.event.key);
    await uploadsIn(under.tx).show(upload.id, shownOf(report));
    await drawPreview(under, upload, previewCard(report, upload.id, locale), turn.event.key);
  });
}

/** Throws DomainError `gone` when it was imported, discarded or forgotten. */
async function waiting(turn: Turn, id: string): Promise<Upload> {
  const t = ledgerTexts(turn.actor.locale).imports;
  need(turn, 'import', t.notAllowed);
  const upload = await uploadsIn(turn.core.store.read).byId(id);
  if (!upload) throw new DomainError('gone', t.gone);
  return upload;
}

async function acceptImport(turn: Turn, intent: IntentOf<'import.accept'>): Promise<readonly Reply[]> {
  const upload = await waiting(turn, intent.upload);
  const report = await uploadsOf(turn.core).accept(upload.id, turn.actor);
  // What was refused is not in the file that is forgotten now.
  if (report.outcome === 'imported' && report.rejectedCount > 0) await bringRefused(turn, upload, report.rejectedCount);
  // A second press, while the first one was at work.
  if (!(await uploadsIn(turn.core.store.read).byId(upload.id)))
    return told(turn, ledgerTexts(turn.actor.locale).imports.already(upload.name));
  await show(turn, upload, report);
  return [];
}

async function answered(turn: Turn, upload: Upload, answers: Answers): Promise<readonly Reply[]> {
  await draws(turn, ({ tx }) => uploadsIn(tx).answer(upload.id, answers));
  await preview(turn, upload);
  return [];
}

/** An answer to a question of the file: the preview once more, with what is still open. */
async function answerImport(turn: Turn, { upload: id, question, value }: IntentOf<'import.answer'>): Promise<readonly Reply[]> {
  const upload = await waiting(turn, id);
  return answered(turn, upload, { ...upload.answers, [question]: value });
}

/** What was filled in, without what was left blank. */
function filled(answers: Readonly<Record<string, string>>, ids: readonly string[]): Answers {
  return Object.fromEntries(ids.flatMap((id) => ((answers[id] ?? '') === '' ? [] : [[id, answers[id] ?? '']])));
}

async function chooseImport(turn: Turn, { upload: id }: IntentOf<'import.choose'>): Promise<readonly Reply[]> {
  const upload = await waiting(turn, id);
  const answers = answersOf(turn);
  if (!answers) return opens(choiceForm(upload, turn.actor.locale));
  const asked = upload.shown.questions.filter(hasMany).map((question) => question.id);
  return answered(turn, upload, { ...upload.answers, ...filled(answers, asked) });
}

async function controlImport(turn: Turn, { upload: id }: IntentOf<'import.control'>): Replies {
  const upload = await waiting(turn, id);
  const { locale } = turn.actor;
  const { currency: own } = turn.core.policy;
  const answers = answersOf(turn);
  if (!answers) return opens(controlForm(upload, own, locale));
  const fields = new Fields();
  const account = (answers.account ?? '').trim() || TOTAL;
  const given: Record<string, string> = { ...upload.answers };
  for (const currency of controlCurrencies(upload.shown, own)) {
    const written = (answers[currency] ?? '').trim();
    delete given[controlId(currency, account)];
    if (written === '') continue;
    const read = readAmount(written, currency);
    if ('minor' in read) given[controlId(currency, account)] = toDecimal(read.minor, currency);
    else fields.fault(currency, new DomainError('bad-input', amountFault(read.fault, written, currency, locale)), undefined);
  }
  fields.refuse();
  return answered(turn, upload, given);
}

/** What a person changed of how the file is read; what they left stays as it was. */
async function correctImport(turn: Turn, { upload: id }: IntentOf<'import.correct'>): Replies {
  const upload = await waiting(turn, id);
  const answers = answersOf(turn);
  if (!answers) return opens(correctForm(upload, turn.actor.locale));
  const { kind, sheet, asOf, fields } = upload.shown;
  const before: Readonly<Record<string, string | undefined>> = {
    ...fields,
    ...{ kind, sheet, asOf: asOf === undefined ? undefined : isoDay(asOf), source: upload.answers.source },
  };
  const said = filled(answers, ['kind', 'sheet', 'asOf', 'source', ...CORRECTED_FIELDS]);
  const changed = Object.entries(said).filter(([field, value]) => value !== before[field]);
  if (said.asOf !== undefined && parseDay(said.asOf) === undefined)
    return [{ type: 'form-errors', errors: { asOf: ledgerTexts(turn.actor.locale).imports.badDay } }];
  const kept = answers.afresh === 'yes' ? { afresh: 'yes' } : upload.answers;
  return answered(turn, upload, { ...kept, ...Object.fromEntries(changed) });
}

/** The refused lines as a file of their own, to be mended and dropped again. */
async function bringRefused(turn: Turn, upload: Upload, count: number): Promise<void> {
  const { core, actor, event } = turn;
  const t = ledgerTexts(actor.locale).imports;
  const bytes = await uploadsOf(core).refusedLines(upload.id, actor);
  await draws(turn, async (under) => {
    const name = t.refusedName(upload.name.replace(/\.[^.]*$/, ''));
    const file = { subject: `upload:${upload.id}`, debtorId: null, name, mime: 'text/csv', bytes };
    const kept = await under.keep(file);
    const card: Card = { ...sentence(t.refusedFile(upload.name, count), actor.locale), amounts: true };
    const destination = { to: 'person', personId: actor.person.id } as const;
    await under.say({ key: `upload:${upload.id}:refused:${event.key}`, destination, card, file: kept.id }, [event.identity.platform]);
  });
}

async function refusedImport(turn: Turn, { upload: id }: IntentOf<'import.refused'>): Promise<readonly Reply[]> {
  const upload = await waiting(turn, id);
  await bringRefused(turn, upload, upload.shown.refused);
  return [];
}

async function discardImport(turn: Turn, intent: IntentOf<'import.discard'>): Promise<readonly Reply[]> {
  const upload = await waiting(turn, intent.upload);
  const { locale } = turn.actor;
  const card = endedCard(upload.name, ledgerTexts(locale).imports.over.discarded, locale);
  await draws(turn, (under) => endPreview(under, upload, card, turn.event.key));
  return [];
}

export const ledgerTurns: Turns<'aging' | 'import'> = {
  'aging.show': showAging,
  'import.accept': acceptImport,
  'import.answer': answerImport,
  'import.choose': chooseImport,
  'import.control': controlImport,
  'import.correct': correctImport,
  'import.discard': discardImport,
  'import.refused': refusedImport,
};
