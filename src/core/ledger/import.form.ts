/** The forms that a preview opens: answers among many, a control total, and what was read wrongly. */
import type { Field, Form, Option } from '../desk/card.ts';
import { cut } from '../kernel/clean.ts';
import { isoDay } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { hasMany } from './import.card.ts';
import { controlId, TOTAL } from './import-ledger.ts';
import { questionTexts } from './question.text.ts';
import { CORRECTED_FIELDS, columnValue, NO_COLUMN } from './question.ts';
import { bringsItems, FILE_KINDS } from './reading.ts';
import { ledgerTexts } from './texts.ts';
import type { Upload } from './upload-ports.ts';

/** The questions with many choices; who does not know one of several leaves it. */
export function choiceForm({ id: upload, name, shown }: Upload, locale: Locale): Form {
  const t = ledgerTexts(locale).imports;
  const questions = shown.questions.filter(hasMany);
  return {
    ...{ title: t.chooseTitle, submit: t.sure, cancel: t.cancel, intro: name, locale },
    fields: questions.map(({ id, about, choices }) => ({
      type: 'choice',
      id,
      label: about,
      options: choices,
      optional: questions.length > 1,
    })),
    intent: { kind: 'import.choose', upload },
  };
}

/** A total for each currency of the file; of one account, where the file has accounts. */
export function controlForm({ id: upload, answers, shown }: Upload, currency: string, locale: Locale): Form {
  const t = ledgerTexts(locale).imports;
  const field = (of: string): Field => {
    const initial = answers[controlId(of, TOTAL)];
    return { type: 'text', id: of, label: t.controlAmount(of), optional: true, ...(initial === undefined ? {} : { initial }) };
  };
  return {
    ...{ title: t.controlTitle, submit: t.sure, cancel: t.cancel, intro: t.controlIntro, locale },
    fields: [
      ...controlCurrencies(shown, currency).map(field),
      ...(shown.kind === 'fec' ? [{ type: 'text', id: 'account', label: t.controlAccount, optional: true } as const] : []),
    ],
    intent: { kind: 'import.control', upload },
  };
}

/** As many currencies as a person types totals for. */
const CURRENCIES = 6;

export function controlCurrencies({ currencies }: Upload['shown'], own: string): readonly string[] {
  return currencies.length > 0 ? currencies.slice(0, CURRENCIES) : [own];
}

/** What a shell says by options, and a mapping by its lines: kind, sheet, columns, date and name of the list. */
export function correctForm({ id: upload, name, shown, answers }: Upload, locale: Locale): Form {
  const t = ledgerTexts(locale).imports;
  const q = questionTexts(locale);
  const choice = (id: string, label: string, options: readonly Option[], initial: string | undefined): Field => ({
    ...{ type: 'choice', id, label, options, optional: true },
    ...(initial === undefined ? {} : { initial }),
  });
  const items = shown.kind === undefined || bringsItems(shown.kind);
  const columns = [...new Set(shown.columns.map(columnValue))].map((column): Option => ({ value: column, label: column }));
  return {
    ...{ title: t.correctTitle, submit: t.sure, cancel: t.cancel, intro: `${cut(name, 200)}\n${t.correctIntro}`, locale },
    fields: [
      choice(
        'kind',
        q.kindOf,
        FILE_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] })),
        shown.kind,
      ),
      ...(shown.sheets.length > 1
        ? [
            choice(
              'sheet',
              q.sheetOf,
              shown.sheets.map((sheet) => ({ value: sheet, label: sheet })),
              shown.sheet,
            ),
          ]
        : []),
      ...(items && shown.kind !== 'fec' && columns.length > 0
        ? CORRECTED_FIELDS.map((field) =>
            choice(
              field,
              q.columnOf(q.fields[field]),
              [...columns, { value: NO_COLUMN, label: q.noColumn }],
              shown.fields[field] ?? answers[field],
            ),
          )
        : []),
      ...(items && shown.kind !== 'fec'
        ? [
            { type: 'date', id: 'asOf', label: q.listDay, optional: true, ...(shown.asOf ? { initial: isoDay(shown.asOf) } : {}) } as const,
            {
              type: 'text',
              id: 'source',
              label: q.source,
              optional: true,
              ...(answers.source ? { initial: answers.source } : {}),
            } as const,
          ]
        : []),
      choice(
        'afresh',
        q.afresh,
        [
          { value: 'no', label: q.keep },
          { value: 'yes', label: q.forget },
        ],
        'no',
      ),
    ],
    intent: { kind: 'import.correct', upload },
  };
}
