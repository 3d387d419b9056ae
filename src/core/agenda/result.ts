/** What can come of an action, by its kind and step, and what each result means for the next days. */
import type { Action, Result } from '../debtors/action.ts';
import type { StepKind } from '../dunning/dunning-policy.ts';

/** Of a call or a visit. */
export const SPOKEN: readonly Result[] = ['reached', 'not-reached', 'promise', 'dispute', 'paid', 'invoice-not-received', 'wrong-contact'];
const WRITTEN: readonly Result[] = ['sent', 'promise', 'dispute', 'paid', 'invoice-not-received', 'wrong-contact'];
const WRITTEN_STEPS: readonly StepKind[] = ['email', 'letter', 'formal-notice'];

export function resultsOf(action: Action): readonly Result[] {
  return action.is.results?.(action) ?? ['done'];
}

/** The results that fit the step of a scenario. */
export function stepResults({ about }: Pick<Action, 'about'>): readonly Result[] {
  const kind = about.step?.step.kind;
  if (kind === undefined || kind === 'call' || kind === 'visit') return SPOKEN;
  return WRITTEN_STEPS.includes(kind) ? WRITTEN : ['done', 'promise', 'paid'];
}

/** Nobody was spoken to: the same step comes again on the next business day. */
export function isInVain(result: Result): boolean {
  return result === 'not-reached' || result === 'wrong-contact';
}
