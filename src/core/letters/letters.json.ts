/** Letters for machines, in the form of the contract. */
import { isoDay } from '../kernel/dates.ts';
import { toDecimal } from '../kernel/money.ts';
import type { Letter } from './letter.ts';
import type { Run } from './plan-run.ts';

export function letterJson(letter: Letter): Record<string, unknown> {
  const amount = (minor: bigint | undefined): string | null => (minor === undefined ? null : toDecimal(minor, letter.currency));
  return {
    debtor: letter.debtorCode,
    name: letter.debtorName,
    template: letter.template,
    kind: letter.kind,
    language: letter.locale,
    date: isoDay(letter.day),
    subject: letter.subject,
    to: letter.email,
    currency: letter.currency,
    principal: amount(letter.principal),
    interest: amount(letter.interest),
    indemnity: amount(letter.indemnity),
  };
}

export function runJson({ segment, template, letters, out }: Run): Record<string, unknown> {
  const leftOut = Object.fromEntries([...out].map(([why, debtors]) => [why, debtors.map((d) => d.code)]));
  return { segment, template: template.name, letters: letters.map((l) => letterJson(l.letter)), leftOut };
}
