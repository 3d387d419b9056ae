/** The agenda's own actions, as accounts give them, and the step that an action's id names. */
import { type Action, type Given, newAction } from '../debtors/action.ts';
import type { Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { OwnKind } from './about.ts';
import { OWN_KINDS } from './kinds.ts';

/** An action of an account; `tail` tells its id from others of the kind. */
export function actionOf(
  kind: OwnKind,
  debtor: Debtor,
  currency: string,
  tail: string,
  given: Omit<Given, 'id' | 'debtor' | 'currency'>,
): Action {
  return newAction(OWN_KINDS[kind], {
    id: `${kind}:${debtor.id}:${currency}${tail}`,
    debtor,
    amount: given.amount,
    currency,
    days: given.days,
    owner: given.owner,
    risk: given.risk,
    due: given.due,
    about: given.about,
    note: given.note,
  });
}

const STEP_ID = /^(?:overdue|due-soon):\d+:([A-Z]{3}):(-?\d+):(\d+)$/;

/** The step that an action's id names: its day in the scenario, and the overdue day that it is for. */
export function stepOfAction(id: string): { readonly currency: string; readonly day: number; readonly due: Day } | undefined {
  const m = STEP_ID.exec(id);
  return m ? { currency: m[1] ?? '', day: Number(m[2]), due: Number(m[3]) } : undefined;
}
