/** Looking at disputes in the conversation: one case with its history, and the list. */
import { today } from '../../desk/core.ts';
import { rosterOn } from '../../desk/roster.ts';
import { need, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type Dispute, subjectOf } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { caseCard, LISTED, listCard } from './dispute.card.ts';
import { viewDispute } from './view-dispute.ts';

/** A case for somebody who may see it. */
export async function caseOf(turn: Turn, id: number): Promise<Dispute> {
  need(turn, 'see');
  const dispute = await disputesIn(turn.core.store.read).byId(id);
  if (!dispute) throw new DomainError('gone', disputeTexts(turn.actor.locale).refused.gone(id));
  return dispute;
}

export async function showDispute(turn: Turn, id: number): Replies {
  const { core, actor } = turn;
  const { read } = core.store;
  const dispute = await caseOf(turn, id);
  const day = today(core);
  const [roster, steps, files] = await Promise.all([
    rosterOn(read, core.policy, day),
    disputesIn(read).steps(id),
    read.files.of(subjectOf(id)),
  ]);
  const view = await viewDispute(read, dispute, roster, day);
  return privately(caseCard(view, steps, files, core.policy, actor.locale));
}

/** The open cases: the person's own first and alone when there are any, else everyone's. */
export async function listDisputes(turn: Turn, debtor: number | undefined): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const t = disputeTexts(actor.locale).list;
  const day = today(core);
  const statuses = ['open', 'acknowledged', 'waiting', 'expecting'] as const;
  const [all, roster] = await Promise.all([
    disputesIn(read).find({ statuses, ...(debtor === undefined ? {} : { debtorId: debtor }) }),
    rosterOn(read, core.policy, day),
  ]);
  const own = all.filter((d) => d.ownerId === actor.person.id);
  const shown = debtor === undefined && own.length > 0 ? own : all;
  const views = await Promise.all(shown.slice(0, LISTED).map((dispute) => viewDispute(read, dispute, roster, day)));
  return privately(listCard(views, shown === own ? t.mine(own.length) : t.title(all.length), actor.locale, shown.length));
}
