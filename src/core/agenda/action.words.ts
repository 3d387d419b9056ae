/** Why an action is on the agenda, in words. */
import type { Action } from '../debtors/action.ts';
import type { DunningStep } from '../dunning/dunning-policy.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ActionStep, OwnKind } from './about.ts';
import { agendaTexts } from './texts.ts';

/** Characters of somebody's own words in a list. */
const NOTED = 80;

/** With the words of whoever asked for it, put it off or passed it on. */
export function reasonOf(action: Action, locale: Locale): string {
  const note = action.note === undefined ? undefined : agendaTexts(locale).history.said(cut(action.note));
  return [bareReason(action, locale), note].filter((part) => part !== undefined).join(' ');
}

function cut(words: string): string {
  return words.length > NOTED ? `${words.slice(0, NOTED - 1)}…` : words;
}

export function bareReason(action: Action, locale: Locale): string {
  return action.is.reason(action, locale);
}

/** Why an action of the agenda's own is there. */
export function ownReason(kind: OwnKind, action: Action, locale: Locale): string {
  const { days, due, about } = action;
  const words = agendaTexts(locale).reason;
  const date = (day: number): string => format.date(day, locale, due);
  switch (kind) {
    case 'promise-broken':
      return words.broken(date(about.promised ?? due), afterwards(about.step, locale));
    case 'overdue':
      return [stepWords(about.step, locale), about.old ? words.old(format.money(about.old, action.currency, locale)) : undefined]
        .filter((part) => part !== undefined)
        .join(', ');
    case 'due-soon':
      return words.soon(-days, about.step ? whatOf(about.step.step, locale) : '');
    case 'call-back':
      return words.callBack;
    case 'promise-check':
      return words.check(date(about.promised ?? due));
    case 'insurer':
      return words.insurer[about.stage ?? 'warn'](days);
    case 'limit':
      return words.limit(format.money(action.amount, action.currency, locale));
    case 'limit-share':
      return words.limitShare(days);
    case 'cover-ending':
      return words.coverEnding(format.date(due, locale, due - days));
    case 'credit':
      return (about.owed ?? 0n) < 0n ? words.creditBalance : words.credit;
    case 'residue':
      return words.residue(days);
    case 'limitation':
      return words.limitation(format.date(due, locale, due - days), lapsing(about.lapsing ?? []));
  }
}

/** The references of the first items that lapse, and how many more there are. */
function lapsing(refs: readonly string[]): { readonly refs: string; readonly more: number } {
  const shown = refs.filter((ref) => ref !== '').slice(0, NAMED);
  return { refs: shown.join(', '), more: refs.length - shown.length };
}
const NAMED = 3;

/** "appel, commercial informé". */
export function whatOf(step: DunningStep, locale: Locale): string {
  return [agendaTexts(locale).steps[step.kind], step.inform === undefined ? undefined : agendaTexts(locale).reason.informed]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** "relance 2 : appel (2ᵉ essai)". */
export function stepWords(step: ActionStep | undefined, locale: Locale): string | undefined {
  if (!step) return undefined;
  const tries = step.tries > 0 ? ` (${agendaTexts(locale).reason.tries(step.tries)})` : '';
  return `${agendaTexts(locale).reason.step(step.number, whatOf(step.step, locale))}${tries}`;
}

/** What follows the call about a broken word, when it is more than a call. */
function afterwards(step: ActionStep | undefined, locale: Locale): string | undefined {
  return step && step.step.kind !== 'call' ? agendaTexts(locale).steps[step.step.kind] : undefined;
}
