/** Delegated powers on the agenda: delivery stops whose reason is gone, and promised credit notes that nobody issued. */
import { type Action, type ActionDay, type ActionKind, type ActionSource, newAction } from '../debtors/action.ts';
import { isPresent, personByEmail } from '../desk/roster.ts';
import type { Reads } from '../desk/store.ts';
import { overdue } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { givenWords } from './mandate.words.ts';
import { mandatesIn } from './ports.ts';
import { mandateTexts } from './texts.ts';
import { isExpecting, type MandateUse } from './use.ts';

interface Own {
  /** The use of a delegated power that it is about. */
  readonly use?: MandateUse | undefined;
}

declare module '../debtors/action.ts' {
  interface About extends Own {}
}

/** Days after which a stop or a credit note that is still awaited is no matter of the day any more. */
const LOOK_BACK = 730;
/** Hundredths of the amount [proposal]: a promised credit note that does not come puts the rest of the payment at risk. */
const CHANCE = 20n;

const STOP: ActionKind = {
  ...{ name: 'mandate-stop', rank: 500, atStake: false, handled: 'by-button' },
  section: (locale) => mandateTexts(locale).sections['mandate-stop'],
  reason: (_, locale) => mandateTexts(locale).agenda['mandate-stop'](),
  buttons: ({ about: { use } }, locale) =>
    use ? [{ label: mandateTexts(locale).buttons.lift, intent: { kind: 'mandate.lift', use: use.id }, style: 'primary' }] : [],
};

const CREDIT: ActionKind = {
  ...{ name: 'mandate-credit', rank: 510, atStake: false, handled: 'by-button' },
  section: (locale) => mandateTexts(locale).sections['mandate-credit'],
  reason: ({ about: { use }, days }, locale) =>
    use ? mandateTexts(locale).agenda['mandate-credit'](givenWords(use, locale), days) : mandateTexts(locale).sections['mandate-credit'],
  buttons: ({ about: { use } }, locale) =>
    use ? [{ label: mandateTexts(locale).buttons.credited, intent: { kind: 'mandate.credited', use: use.id }, style: 'primary' }] : [],
};

export const mandateSource: ActionSource = {
  kinds: [STOP, CREDIT],
  find: async (read, day) => ({ actions: await mandateActions(read, day) }),
};

/** A stop comes back when nothing is overdue any more; a credit note from the day on which it was expected. */
async function mandateActions(read: Reads, day: ActionDay): Promise<readonly Action[]> {
  const { date, debtors, roster, owners, debtorId } = day;
  const uses = await mandatesIn(read).find({
    ...(debtorId === undefined ? {} : { debtorIds: [debtorId] }),
    powers: ['stop', 'rebate', 'credit'],
    statuses: ['granted'],
    from: date - LOOK_BACK,
    to: date,
  });
  const late = await lateOf(read, uses, day);
  return uses.flatMap((use): Action[] => {
    const debtor = debtors.get(use.debtorId);
    if (!debtor) return [];
    const by = personByEmail(roster, use.actor);
    const actor = by && isPresent(roster, by) ? by.email : undefined;
    if (use.power === 'stop')
      return late.has(debtor.id)
        ? []
        : [action(STOP, use, date, { debtor, amount: 0n, owner: actor ?? owners.of('collector', debtor), due: date })];
    if (!isExpecting(use) || use.expectedDay === null || use.expectedDay > date) return [];
    return [
      action(CREDIT, use, date, { debtor, amount: use.minor, owner: owners.of('sales-admin', debtor) ?? actor, due: use.expectedDay }),
    ];
  });
}

/** Of the debtors whose deliveries are stopped, those who owe something that is overdue. */
async function lateOf(read: Reads, uses: readonly MandateUse[], { date, floor }: ActionDay): Promise<ReadonlySet<number>> {
  const stopped = [...new Set(uses.filter((use) => use.power === 'stop').map((use) => use.debtorId))];
  const standings = stopped.length === 0 ? [] : await ledgerIn(read).standings(date, { debtorIds: stopped });
  return new Set(standings.filter((standing) => overdue(standing) >= floor).map((standing) => standing.debtorId));
}

function action(kind: ActionKind, use: MandateUse, date: Day, given: Pick<Action, 'debtor' | 'amount' | 'owner' | 'due'>): Action {
  return newAction(kind, {
    ...given,
    ...{ id: `${kind.name}:${use.id}`, currency: use.currency, days: date - given.due, about: { use } },
    risk: (given.amount * CHANCE) / 100n,
  });
}
