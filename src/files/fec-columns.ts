/** The columns of a FEC (art. A47 A-1 LPF): eighteen names in any case, with or without accents and blanks, and what may stand beside or instead of them. */
import { FileFault } from '../core/ledger/file-fault.ts';

export const FEC_FIELDS = [
  'journalcode',
  'journallib',
  'ecriturenum',
  'ecrituredate',
  'comptenum',
  'comptelib',
  'compauxnum',
  'compauxlib',
  'pieceref',
  'piecedate',
  'ecriturelib',
  'debit',
  'credit',
  'montant',
  'sens',
  'ecriturelet',
  'datelet',
  'montantdevise',
  'idevise',
] as const;
export type FecField = (typeof FEC_FIELDS)[number] | 'echeance';

export type FecColumns = Readonly<Record<FecField, number>>;

const OTHER_NAMES: ReadonlyMap<string, FecField> = new Map(
  Object.entries({
    compteauxnum: 'compauxnum',
    compteauxlib: 'compauxlib',
    comptelibelle: 'comptelib',
    lettrage: 'ecriturelet',
    datelettrage: 'datelet',
    devise: 'idevise',
  }),
);

function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Words that may stand beside "échéance" without making it something else than a date. */
const DUE_WORDS =
  /^(?:(?:date|dat|dt|d|de|l|la|du|des)*(?:ech|eche|echeance|echeances|echance)(?:date)?|(?:date)?(?:due|duedate)(?:date)?)$/;

/** A due date's header by its words ("DateEcheance", "Date d'échéance", "Ech."), never by letters inside of another ("NumCheque", "Recherche", "ModeEcheance"). */
export function isDueHeader(name: string): boolean {
  return DUE_WORDS.test(fold(name));
}

/** How the header is read: index by field, -1 for what is not there. */
export function fecColumns(header: readonly string[]): FecColumns {
  const at = Object.fromEntries([...FEC_FIELDS, 'echeance'].map((field) => [field, -1])) as Record<FecField, number>;
  header.forEach((name, i) => {
    const key = fold(name);
    const field = FEC_FIELDS.find((f) => f === key) ?? OTHER_NAMES.get(key);
    if (field !== undefined) {
      if (at[field] === -1) at[field] = i;
    } else if (isDueHeader(name) && at.echeance === -1) at.echeance = i;
  });
  return at;
}

/** Enough of the names to be a FEC and nothing else. */
export function isFecHeader(header: readonly string[]): boolean {
  const at = fecColumns(header);
  return at.comptenum !== -1 && FEC_FIELDS.filter((field) => at[field] !== -1).length >= 8;
}

/** Throws FileFault `missing-column` for what no FEC can be read without. */
export function checkedFecColumns(header: readonly string[]): FecColumns {
  const at = fecColumns(header);
  const needed: FecField[] = ['journalcode', 'ecrituredate', 'comptenum'];
  const amounts: FecField[] = at.montant !== -1 && at.debit === -1 ? ['montant', 'sens'] : ['debit', 'credit'];
  const missing = [...needed, ...amounts].filter((field) => at[field] === -1);
  if (missing.length > 0) throw new FileFault('missing-column', { missing, found: header });
  return at;
}
