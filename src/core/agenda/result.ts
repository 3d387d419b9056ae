/** What can come of an action, by its kind, and what each result means for the next days. */
import type { StepKind } from '../dunning/dunning-policy.ts';
import { type Action, isContact } from './action.ts';

export const RESULTS = [
  'reached',
  'not-reached',
  'promise',
  'dispute',
  'paid',
  'invoice-not-received',
  'wrong-contact',
  'sent',
  'done',
] as const;
export type Result = (typeof RESULTS)[number];

const SPOKEN: readonly Result[] = ['reached', 'not-reached', 'promise', 'dispute', 'paid', 'invoice-not-received', 'wrong-contact'];
const WRITTEN: readonly Result[] = ['sent', 'promise', 'dispute', 'paid', 'invoice-not-received', 'wrong-contact'];
const WRITTEN_STEPS: readonly StepKind[] = ['email', 'letter', 'formal-notice'];

/** The results that fit an action; a broken promise and a call that was asked for are calls whatever the step. */
export function resultsOf(action: Pick<Action, 'kind' | 'step'>): readonly Result[] {
  if (!isContact(action.kind) || action.kind === 'promise-check') return ['done'];
  const kind = action.kind === 'overdue' || action.kind === 'due-soon' ? action.step?.step.kind : 'call';
  if (kind === undefined || kind === 'call' || kind === 'visit') return SPOKEN;
  return WRITTEN_STEPS.includes(kind) ? WRITTEN : ['done', 'promise', 'paid'];
}

/** Nobody was spoken to: the same step comes again on the next business day. */
export function isInVain(result: Result): boolean {
  return result === 'not-reached' || result === 'wrong-contact';
}

/** Cases and votes are handled on cards of their own. */
export function hasOwnWay(action: Pick<Action, 'dispute' | 'motion'>): boolean {
  return action.dispute !== undefined || action.motion !== undefined;
}
