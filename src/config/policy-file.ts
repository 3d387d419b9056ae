/** The policy file: YAML to a checked Policy, every fault with its path, all at once. */
import type { z } from 'zod';
import { type CompanyPolicy, DEFAULT_POLICY } from '../core/features.ts';
import type { Fault } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { isCurrency } from '../core/kernel/money.ts';
import { checkedIn, faultsOf, faultTexts, remembered } from '../files/fault-words.ts';
import { readYaml } from '../files/yaml.ts';
import { agendaSection, dunningSection } from './agenda.ts';
import { committeeSection } from './committee.ts';
import { channelsSection, companySection, permissionsSection } from './company.ts';
import { disputesSection } from './disputes.ts';
import { alertsSection, indicatorsSection } from './figures.ts';
import { type Kinds, kindsIn } from './kinds.ts';
import { lettersSection } from './letters.ts';
import { mandatesSection } from './mandates.ts';
import { type OptionRow, parts, type Section } from './options.ts';
import { proofSection } from './proof.ts';
import { scoreSection } from './score.ts';

/** Every section of the file. */
function sectionsOf(k: Kinds) {
  return {
    agenda: agendaSection(k),
    dunning: dunningSection(k),
    indicators: indicatorsSection(k),
    alerts: alertsSection(k),
    disputes: disputesSection(k),
    letters: lettersSection(k),
    committee: committeeSection(k),
    mandates: mandatesSection(k),
    score: scoreSection(k),
    proof: proofSection(k),
    channels: channelsSection(k),
    permissions: permissionsSection(k),
  };
}

/** The policy of a file's text over the defaults, or everything that is wrong with it, in the file's own language. An empty file is the defaults. */
export function parsePolicy(source: string): { readonly policy: CompanyPolicy } | { readonly faults: readonly Fault[] } {
  const locale = languageOf(source);
  const t = faultTexts(locale);
  const file = readYaml(source, t);
  if ('faults' in file) return file;
  const given = file.data ?? {};
  const parsed = checkedIn(locale, policyIn(locale, currencyOf(given)), given);
  return parsed.success ? { policy: parsed.data } : { faults: faultsOf(parsed.error, { root: 'policy', unknown: () => t.noOption, file }) };
}

/** The whole file's check. */
const policyIn = remembered((locale: Locale, currency: string): z.ZodType<CompanyPolicy> => {
  const k = kindsIn(faultTexts(locale), currency);
  return parts<CompanyPolicy>({ ...companySection(k).kinds, ...sectionsOf(k) }).is(defaultsIn(currency));
});

/** Also of a file that cannot be read as a whole. */
export function languageOf(source: string): Locale {
  return /^language:\s*["']?en\b/m.test(source) ? 'en' : DEFAULT_POLICY.language;
}

/** Amounts are read in it, so it is looked up before the rest. */
function currencyOf(file: unknown): string {
  const named = typeof file === 'object' && file !== null && 'currency' in file ? file.currency : undefined;
  return typeof named === 'string' && isCurrency(named) ? named : DEFAULT_POLICY.currency;
}

/** The powers that come along are in the company's own currency. */
function defaultsIn(currency: string): CompanyPolicy {
  const { mandates } = DEFAULT_POLICY;
  return { ...DEFAULT_POLICY, mandates: { ...mandates, powers: mandates.powers.map((own) => ({ ...own, currency })) } };
}

/** Every option with its default and its meaning, as docs/policy.md lists them. */
export function optionRows(): readonly OptionRow[] {
  const k = kindsIn(faultTexts('en'), DEFAULT_POLICY.currency);
  const sections: Readonly<Record<string, Pick<Section<unknown>, 'rows'>>> = sectionsOf(k);
  return [
    ...companySection(k).rows('', DEFAULT_POLICY),
    ...Object.entries(sections).flatMap(([name, own]) => own.rows(`${name}.`, Reflect.get(DEFAULT_POLICY, name))),
  ];
}
