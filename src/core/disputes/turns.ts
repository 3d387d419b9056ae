/** What answers each intent of disputes and absences. */

import type { Turns } from '../desk/feature.ts';
import { awayTurns } from './away-turns.ts';
import { openTurns } from './open-turns.ts';
import { settleTurns } from './settle-turns.ts';
import { listDisputes, showDispute } from './show-turns.ts';
import { filesTurn } from './thread-turns.ts';
import { workTurns } from './work-turns.ts';

export const disputeTurns: Turns<'dispute' | 'away'> = {
  'dispute.list': (turn, { debtor }) => listDisputes(turn, debtor),
  'dispute.show': (turn, { dispute }) => showDispute(turn, dispute),
  ...openTurns,
  ...workTurns,
  ...settleTurns,
  'dispute.files': filesTurn,
  ...awayTurns,
};
