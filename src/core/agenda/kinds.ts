/** The kinds of actions: what the agenda says of its own, and the contacts among all that features offer. */
import { type ActionKind, actionSources } from '../debtors/action.ts';
import type { House } from '../desk/act.ts';
import type { OwnKind } from './about.ts';
import { ownReason } from './action.words.ts';
import { SPOKEN, stepResults } from './result.ts';
import { stepButtons } from './step.buttons.ts';
import { agendaTexts } from './texts.ts';

/** Limits, cover and credits are no money to come in; an insurer's deadline is of money that is on another line already. */
const ASIDE = { atStake: false } as const;
const DEADLINE = { atStake: false, again: 'never' } as const;

export const OWN_KINDS: Readonly<Record<OwnKind, ActionKind>> = {
  'promise-broken': own('promise-broken', 100, {
    atStake: true,
    contact: { place: 1, call: true },
    results: () => SPOKEN,
    again: 'in-vain',
  }),
  'call-back': own('call-back', 110, {
    ...{ atStake: true, contact: { place: 2, call: true, asked: true }, results: () => SPOKEN, again: 'in-vain' },
  }),
  overdue: own('overdue', 120, { atStake: true, contact: { place: 3 }, results: stepResults, buttons: stepButtons, again: 'in-vain' }),
  'promise-check': own('promise-check', 130, { atStake: true, contact: { place: 4 } }),
  limitation: own('limitation', 310, DEADLINE),
  insurer: own('insurer', 320, DEADLINE),
  limit: own('limit', 330, ASIDE),
  'limit-share': own('limit-share', 340, ASIDE),
  'cover-ending': own('cover-ending', 360, DEADLINE),
  credit: own('credit', 600, ASIDE),
  residue: own('residue', 610, { atStake: true }),
  'due-soon': own('due-soon', 700, { atStake: true, contact: { place: 5 }, results: stepResults, buttons: stepButtons, again: 'in-vain' }),
};

function own(name: OwnKind, rank: number, more: Omit<ActionKind, 'name' | 'rank' | 'section' | 'reason'>): ActionKind {
  return {
    name,
    rank,
    ...more,
    section: (locale) => agendaTexts(locale).sections[name],
    reason: (action, locale) => ownReason(name, action, locale),
  };
}

/** Whether what the agenda remembers under an id is of a contact, also when its reason is gone. */
export function contactIds(house: Pick<House, 'features'>): (id: string) => boolean {
  const kinds = [...Object.values(OWN_KINDS), ...actionSources(house).flatMap((source) => source.kinds)];
  const contacts = new Set(kinds.flatMap(({ name, contact }) => (contact ? [name] : [])));
  return (id) => contacts.has(id.slice(0, id.indexOf(':')));
}
