/** What is said of an amount that cannot be meant, in French and in English: always with what would be right. */
import { decimalsOf } from './money.ts';
import { pluralEn, pluralFr } from './plural.ts';
import { textsOf } from './texts.ts';

/** What is wrong with what was typed. `none` is no amount at all; whatever else is one that cannot be meant here. */
export type AmountFault =
  | { readonly code: 'none' | 'too-large' | 'negative' | 'zero' }
  /** Another currency than the account's; `named` as it was typed. */
  | { readonly code: 'currency'; readonly named: string }
  | { readonly code: 'decimals'; readonly most: number }
  /** The same digits as thousands and as decimals, each written so that it can be meant only one way. */
  | { readonly code: 'readings'; readonly readings: readonly [string, string] };

interface AmountTexts {
  readonly fault: (fault: AmountFault, written: string, currency: string) => string;
}

const fr: AmountTexts = {
  fault(fault, written, currency) {
    const such = example(currency, ',');
    switch (fault.code) {
      case 'none':
        return `« ${written} » n’est pas un montant : écrivez par exemple 5 000 ou ${such}.`;
      case 'currency':
        return `« ${written} » n’est pas en ${currency}, la devise attendue ici : convertissez, et écrivez par exemple ${such} ${currency}.`;
      case 'decimals':
        return fault.most === 0
          ? `« ${written} » a des décimales, et ${currency} n’en a pas : écrivez par exemple ${such}.`
          : `« ${written} » a plus de ${pluralFr(fault.most, 'décimale', 'décimales')}, ce que ${currency} n’a pas : écrivez par exemple ${such}.`;
      case 'readings':
        return `« ${written} » se lit de deux façons : écrivez ${fault.readings.map((one) => one.replace('.', ',')).join(' ou ')}.`;
      case 'too-large':
        return `« ${written} » est trop grand pour un montant : vérifiez les chiffres.`;
      case 'negative':
        return 'Un montant ne peut pas être négatif : écrivez-le sans signe.';
      case 'zero':
        return `Le montant doit être supérieur à zéro : écrivez par exemple ${such}.`;
    }
  },
};

const en: AmountTexts = {
  fault(fault, written, currency) {
    const such = example(currency, '.');
    switch (fault.code) {
      case 'none':
        return `“${written}” is not an amount: write 5,000 or ${such}, for example.`;
      case 'currency':
        return `“${written}” is not in ${currency}, the currency that is meant here: convert it, and write ${such} ${currency}, for example.`;
      case 'decimals':
        return fault.most === 0
          ? `“${written}” has decimals, and ${currency} has none: write ${such}, for example.`
          : `“${written}” has more than ${pluralEn(fault.most, 'decimal', 'decimals')}, which ${currency} has not: write ${such}, for example.`;
      case 'readings':
        return `“${written}” can be read in two ways: write ${fault.readings.join(' or ')}.`;
      case 'too-large':
        return `“${written}” is too large for an amount: check its digits.`;
      case 'negative':
        return 'An amount cannot be negative: write it without a sign.';
      case 'zero':
        return `The amount must be above zero: write ${such}, for example.`;
    }
  },
};

function example(currency: string, mark: string): string {
  const decimals = decimalsOf(currency);
  return decimals === 0 ? '5000' : `5000${mark}50${'0'.repeat(decimals - 2)}`;
}

export const amountTexts = textsOf({ fr, en });
