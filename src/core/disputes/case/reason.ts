/** Why a customer objects: twelve reasons, who answers for each, who can put it right, and within how many business days (docs/rules/disputes.md, rule 2). */
import type { Role } from '../../desk/policy.ts';
import { readAmount } from '../../kernel/amount-words.ts';
import { fold } from '../../kernel/fold.ts';

export const REASONS = [
  'BILLING',
  'WORDING',
  'DOCUMENT',
  'PRICE',
  'QUANTITY',
  'DELIVERY',
  'QUALITY',
  'COMMERCIAL',
  'TERMS',
  'CASH',
  'OFFSET',
  'OTHER',
] as const;
export type Reason = (typeof REASONS)[number];

/** Who owns a dispute of this reason, who usually has to put it right, and the target in business days. */
export interface ReasonRule {
  readonly owner: Role;
  readonly resolver: Role | undefined;
  readonly days: number;
}

export const REASON_RULES: Readonly<Record<Reason, ReasonRule>> = {
  BILLING: { owner: 'sales-admin', resolver: 'accounting', days: 5 },
  WORDING: { owner: 'sales-admin', resolver: undefined, days: 3 },
  DOCUMENT: { owner: 'sales-admin', resolver: 'logistics', days: 3 },
  PRICE: { owner: 'sales', resolver: 'sales-admin', days: 5 },
  QUANTITY: { owner: 'sales-admin', resolver: 'logistics', days: 8 },
  DELIVERY: { owner: 'sales-admin', resolver: 'logistics', days: 10 },
  QUALITY: { owner: 'sales', resolver: 'quality', days: 20 },
  COMMERCIAL: { owner: 'sales', resolver: 'director', days: 15 },
  TERMS: { owner: 'sales-admin', resolver: 'finance', days: 5 },
  CASH: { owner: 'accounting', resolver: undefined, days: 2 },
  OFFSET: { owner: 'finance', resolver: 'legal', days: 15 },
  OTHER: { owner: 'credit-manager', resolver: undefined, days: 10 },
};

export function isReason(code: string): code is Reason {
  return REASONS.some((known) => known === code);
}

/** Folded words by which people and files call a reason; the status codes of the French e-invoicing reform count among them. */
const WORDS: Readonly<Record<Reason, readonly string[]>> = {
  BILLING: [
    'facturation',
    'billing',
    'calcul',
    'tva',
    'vat',
    'doublon',
    'duplicate',
    'tx_tva_err',
    'montanttotal_err',
    'calcul_err',
    'double_fact',
  ],
  WORDING: [
    ...['libelle', 'wording', 'reference', 'entite', 'entity', 'adresse', 'cmd_err', 'ref_err', 'ref_ct_absent', 'siret_err', 'adr_err'],
    ...['code_routage_err', 'dest_inc', 'dest_err', 'emmet_inc', 'non_conforme'],
  ],
  DOCUMENT: ['justificatif', 'document', 'missing document', 'bon de livraison', 'justif_abs'],
  PRICE: ['prix', 'price', 'remise', 'discount', 'tarif', 'pu_err', 'rem_err'],
  QUANTITY: ['quantite', 'quantity', 'manquant', 'shortage', 'qte_err'],
  DELIVERY: ['livraison', 'delivery', 'retard', 'avarie', 'damage', 'livr_incomp', 'art_err'],
  QUALITY: ['qualite', 'quality', 'technique', 'technical', 'defaut', 'defect', 'qualite_err'],
  COMMERCIAL: ['commercial', 'contrat', 'contract', 'rfa', 'accord', 'commande inconnue', 'transac_inc', 'contrat_term'],
  TERMS: ['echeance', 'terms', 'modalites', 'rib', 'bank details', 'modpai_err', 'coord_banc_err'],
  CASH: ['deja paye', 'already paid', 'paye', 'paid', 'a imputer'],
  OFFSET: ['compensation', 'offset', 'retenue', 'retention', 'penalite', 'penalty'],
  OTHER: ['autre', 'other'],
};

/** The reason that some words name (a code, or the one whose word begins one of theirs); undefined when none or several do. */
export function reasonOfWords(words: string): Reason | undefined {
  const folded = fold(words);
  const code = folded.toUpperCase();
  if (isReason(code)) return code;
  const named = REASONS.filter((reason) => WORDS[reason].some((word) => folded === word));
  if (named.length === 1) return named[0];
  const padded = ` ${folded.replace(/[^\p{L}\p{N}_]+/gu, ' ')} `;
  const inside = REASONS.filter((reason) => WORDS[reason].some((word) => padded.includes(` ${word} `)));
  return inside.length === 1 ? inside[0] : undefined;
}

/** What a file's dispute column says of an item: an amount, or a reason in whatever words. */
export interface Mark {
  /** Minor units in dispute; undefined = all that is open. */
  readonly minor: bigint | undefined;
  readonly reason: Reason;
  /** The words as written, when they say more than yes. */
  readonly raw: string | undefined;
}

/** Reads a mark ("yes", "4300", "4 300,50", "QTE_ERR", "prix"). Words that name no reason are kept and count as OTHER. */
export function readMark(written: string, currency: string): Mark {
  const text = written.trim();
  if (text === 'yes') return { minor: undefined, reason: 'OTHER', raw: undefined };
  const read = readAmount(text, currency, 'above-zero');
  if ('minor' in read) return { minor: read.minor, reason: 'OTHER', raw: undefined };
  return { minor: undefined, reason: reasonOfWords(text) ?? 'OTHER', raw: text };
}
