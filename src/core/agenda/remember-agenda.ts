/** What a morning leaves behind: since when each action is there. What has no reason any more is forgotten, so that the same reason later starts anew. */
import type { Act } from '../desk/act.ts';
import type { Day } from '../kernel/dates.ts';
import { type Agenda, isPutOff } from './agenda.ts';
import { contactIds } from './kinds.ts';
import { type AgendaEntry, agendaIn } from './ports.ts';

/** Days for which a duty that was done stays known although its reason is gone: a late file may bring it back. */
const KEPT = 400;
/** Days for which the words of a debtor who was put off stay with the next step. */
const PUT_OFF_KEPT = 7;

export async function rememberAgenda(act: Act, { reasons, entries }: Pick<Agenda, 'reasons' | 'entries'>, date: Day): Promise<void> {
  const { tx } = act;
  const isContactId = contactIds(act);
  const fresh = [...reasons].flatMap(([id, debtorId]) => (entries.has(id) ? [] : [{ id, debtorId }]));
  if (fresh.length > 0) await agendaIn(tx).begin(fresh, date);
  const over = [...entries.values()].filter((entry) => !reasons.has(entry.id) && isOver(entry, date, isContactId));
  await agendaIn(tx).drop(over.map((entry) => entry.id));
}

function isOver(entry: AgendaEntry, date: Day, isContactId: (id: string) => boolean): boolean {
  const { id, backDay, handledDay, sinceDay, dueDay } = entry;
  if (dueDay !== undefined) return handledDay === undefined ? dueDay <= date : handledDay < date;
  if (isPutOff(entry, isContactId)) return (backDay ?? 0) < date - PUT_OFF_KEPT;
  // A step that was done is known by the account's history.
  return isContactId(id) || backDay === undefined || backDay <= date || sinceDay < date - KEPT;
}
