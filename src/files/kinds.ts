/** The words by which lists say what an item is, in French and English, and SAP's document types. */
import type { ItemKind } from '../core/ledger/item.ts';

/** The kinds that a list may name (docs/import.md); transfers between accounts exist in a FEC only. */
export const KINDS = ['invoice', 'credit-note', 'payment', 'opening'] as const satisfies readonly ItemKind[];

const WORDS: Readonly<Record<(typeof KINDS)[number], string>> = {
  invoice:
    'invoice|inv|facture|factures|facture client|fact|fac|fa|f|fc|vente|sale|sales invoice|customer invoice|debit note|note de debit|debit|dr|rv|factuur|380',
  'credit-note': 'credit note|creditnote|credit memo|credit|cn|cm|avoir|avoirs|avoir client|av|note de credit|nc|dg|creditnota|381',
  payment:
    'payment|payments|pmt|receipt|cash|customer payment|reglement|reglements|regl|rglt|rgt|paiement|encaissement|virement|vir|cheque|chq|prelevement|acompte|avance|advance|prepayment|down payment|on account|dz|betaling',
  opening: 'opening|opening balance|a nouveau|a nouveaux|an|ran|report|report a nouveau|solde initial|ouverture',
};

const BY_WORD = new Map<string, ItemKind>(KINDS.flatMap((kind) => WORDS[kind].split('|').map((word) => [word, kind] as const)));

const seen = new Map<string, ItemKind | undefined>();

/** Undefined for a word that is none of them. */
export function kindOfWord(text: string): ItemKind | undefined {
  if (seen.has(text)) return seen.get(text);
  const word = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const kind = BY_WORD.get(word);
  if (seen.size < 1000) seen.set(text, kind);
  return kind;
}
