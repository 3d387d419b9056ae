/** Free texts and numbers that say what their line is ("Avoir", "AV2601", "Annulée") where no column of types or states does. */
import type { Known } from './known.ts';
import type { Facts } from './survey.ts';
import { folded, spelt } from './words.ts';

/** `over`: paid, cancelled, or not issued yet. */
type Said = 'credit-note' | 'payment' | 'over';

/** A column whose texts are looked at; until a person said what to make of them a line with one is refused. */
export interface Says {
  readonly at: number;
  readonly said: (text: string) => Said | undefined;
  readonly counts: boolean | undefined;
}

const TEXTS =
  /\b(?:libelle|label|description|text|texte|objet|subject|memo|comment\w*|notes?|remarques?|remarks?|observations?|bemerkung|beschreibung|buchungstext|omschrijving|opmerking|concepto|observaciones|causale|descrizione|communication|designation)\b/;

/** Told by the first letters, without accents or case being looked at: a million texts come by. */
const START = /^\s*(?:ab|ann|av|be[tz]|br|c[hnor]|c[aá]n|cr|dr|en|g[eu]|in|no|pa|pr|pé|r[eéèg]|rgl|so|st|v[io]|za)/i;
const CREDIT = /^(?:avoirs?|notes? de credit|credit (?:note|memo)|gutschrift|creditnota|abono|notas? (?:di|de) credito)\b/;
const PAYMENT =
  /^(?:reglements?|regl|rglt|rgt|paiements?|payments?|virements?|vir|cheques?|chq|encaissements?|prelevements?|prlv|zahlung\w*|betaling\w*|pagos?|cobros?|pagamento|incasso|receipt)\b/;
const OVER =
  /^(?:annul\w+|cancel\w*|void\w*|storn\w+|geannul\w+|anulad\w|annullat\w|payee?s?|reglee?s?|soldee?s?|paid|bezahlt|betaald|pagad\w|pagat\w|brouillon|draft|proforma|pro forma)\b/;
/** Terms of payment, and what is only half said. */
const NOT =
  /\b(?:jours?|jrs?|days?|tage|dagen|fin de mois|fdm|net|terms?|comptant|reception|attente|non|not|nicht|niet|no|partiel\w*|part\w*|acompte|rejet\w*|impay\w*|refus\w*|retour\w*|demande\w*|promis\w*|prevu\w*)\b/;

function saidByText(text: string): Said | undefined {
  if (!START.test(text)) return undefined;
  const words = folded(text);
  if (CREDIT.test(words)) return 'credit-note';
  if (NOT.test(words)) return undefined;
  return PAYMENT.test(words) ? 'payment' : OVER.test(words) ? 'over' : undefined;
}

function saidByNumber(text: string): Said | undefined {
  if (/^\s*(?:AV|AVO|AVC|AVR|CN|CRN|CM|NC|GS|GU)[-_/ ]?\d/i.test(text)) return 'credit-note';
  return /^\s*\(PROV/i.test(text) ? 'over' : undefined;
}

/** The columns whose texts may say so, asked about when some do. Where every number begins in the same way it says nothing. */
export function saysOf(known: Known): readonly (Says & { readonly name: string })[] {
  const { at, roles, survey, options } = known;
  if (options.mapping || known.kind === 'payments') return [];
  const typed = (['kind', 'sign', 'debit', 'credit'] as const).some((field) => at.has(field));
  const stated = roles.statuses.length > 0 || at.has('settledDate');
  if (typed && stated) return [];
  const amount = at.get('amount') ?? at.get('openAmount');
  const wanted = (said: Said | undefined): Said | undefined => ((said === 'over' ? stated : typed) ? undefined : said);
  const look = (facts: Facts, read: (text: string) => Said | undefined) => {
    const said = (text: string): Said | undefined => wanted(read(text));
    const rows = survey.itemish.filter(({ cells }) => (cells[facts.at] ?? '').trim() !== '');
    const hits = rows.filter(({ cells }) => {
      const found = said(cells[facts.at] ?? '');
      return found !== undefined && (found === 'over' || !/[-−(]/.test(cells[amount?.at ?? -1] ?? ''));
    });
    if (read === saidByNumber && hits.length === rows.length && rows.length > 1) return [];
    const texts = hits.map(({ cells }) => (cells[facts.at] ?? '').trim());
    return [{ name: facts.name, at: facts.at, said, counts: believed(known, facts.name, texts) }];
  };
  const ref = at.get('ref');
  return [
    ...(ref ? look(ref, saidByNumber) : []),
    ...roles.aside.filter((facts) => TEXTS.test(spelt(facts.name))).flatMap((facts) => look(facts, saidByText)),
  ];
}

function believed({ given, asker }: Known, column: string, texts: readonly string[]): boolean | undefined {
  const before = given.says?.[column];
  if (before === undefined && texts.length === 0) return undefined;
  const answer =
    before ??
    asker.ask({
      id: `says:${column}`,
      code: 'text-says',
      about: asker.t.says(column, texts.length),
      column,
      values: texts,
      choices: (['count', 'aside'] as const).map((value) => ({ value, label: asker.t.said[value] })),
    });
  return answer === undefined ? undefined : answer === 'count';
}
