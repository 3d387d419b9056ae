/** What answers each intent of disputes and absences. */
import type { Turns } from '../desk/feature.ts';
import { openTurns } from './open/open-turns.ts';
import { filesTurn } from './record/thread-turns.ts';
import { settleTurns } from './settle/settle-turns.ts';
import { listDisputes, showDispute } from './show/show-turns.ts';
import { awayTurns } from './work/away-turns.ts';
import { workTurns } from './work/work-turns.ts';

export const disputeTurns: Turns<'dispute' | 'away'> = {
  'dispute.list': (turn, { debtor }) => listDisputes(turn, debtor),
  'dispute.show': (turn, { dispute }) => showDispute(turn, dispute),
  ...openTurns,
  ...workTurns,
  ...settleTurns,
  'dispute.files': filesTurn,
  ...awayTurns,
};
