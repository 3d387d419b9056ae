/** Disputes in the conversation: looking at them, the buttons of a case, and what is written in its thread. */

import { sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Happening, Reply } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { ROLES } from '../desk/policy.ts';
import { type Roster, rosterOn } from '../desk/roster.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { caseCard, LISTED, listCard } from './dispute.card.ts';
import { DECISIONS, type Dispute, isLive } from './dispute.ts';
import { disputePolicy } from './dispute-policy.ts';
import { gather, keepExhibits, subjectOf } from './exhibits.ts';
import { askForm, passForm, settleForm, waitForm } from './forms.card.ts';
import { daysAhead } from './open-dispute.ts';
import { disputesIn } from './ports.ts';
import { disputeOfKey } from './publish-dispute.ts';
import { readAmount } from './reason.ts';
import { noteCredit, settleDispute } from './settle-dispute.ts';
import { disputeTexts } from './texts.ts';
import { viewDispute } from './view-dispute.ts';
import { askAbout, passOn, type Receiver, resumeDispute, settledAlready, takeDispute, waitForCustomer } from './work-dispute.ts';

export async function showDispute(turn: Turn, id: number): Replies {
  need(turn, 'see');
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

// ---------------------------------------------------------------- working

async function caseOf(turn: Turn, id: number): Promise<Dispute> {
  const dispute = await disputesIn(turn.core.store.read).byId(id);
  if (!dispute) throw new DomainError('gone', disputeTexts(turn.actor.locale).refused.gone(id));
  return dispute;
}

async function takeTurn(turn: Turn, { dispute }: IntentOf<'dispute.take'>): Replies {
  need(turn, 'see');
  const t = disputeTexts(turn.actor.locale).done;
  const { again } = await work(turn, (act) => takeDispute(act, dispute, turn.actor.person));
  return told(turn, again ? t.alreadyYours(dispute) : t.taken(dispute));
}

async function askTurn(turn: Turn, { dispute }: IntentOf<'dispute.ask'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn);
  const { locale, person } = turn.actor;
  if (!answers) return opens(askForm(await liveCaseOf(turn, dispute), locale));
  const { asked } = await work(turn, (act) => askAbout(act, dispute, person, answers.text ?? ''));
  return told(turn, disputeTexts(locale).done.asked(asked));
}

async function waitTurn(turn: Turn, { dispute }: IntentOf<'dispute.wait'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn);
  const { locale, person } = turn.actor;
  const t = disputeTexts(locale);
  if (!answers) {
    const known = await liveCaseOf(turn, dispute);
    const until = await work(turn, async (act) => daysAhead(act, person, disputePolicy(turn.core.policy).followUp));
    return opens(waitForm(known, until, locale));
  }
  const until = parseDay(answers.until ?? '');
  if (until === undefined) return [{ type: 'form-errors', errors: { until: t.refused.badDay(cut(answers.until ?? '', 80)) } }];
  if (until <= today(turn.core)) return [{ type: 'form-errors', errors: { until: t.refused.pastDay } }];
  await work(turn, (act) => waitForCustomer(act, dispute, person, { until, note: answers.text ?? '' }));
  return told(turn, t.done.waiting(format.date(until, locale, today(turn.core))));
}

async function resumeTurn(turn: Turn, { dispute }: IntentOf<'dispute.resume'>): Replies {
  need(turn, 'see');
  const { locale, person } = turn.actor;
  const after = await work(turn, (act) => resumeDispute(act, dispute, person));
  return told(turn, disputeTexts(locale).done.resumed(format.date(after.dueDay ?? today(turn.core), locale, today(turn.core))));
}

async function passTurn(turn: Turn, { dispute }: IntentOf<'dispute.pass'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn);
  const { core, actor } = turn;
  const { locale, person } = actor;
  const roster = await rosterOn(core.store.read, core.policy, today(core));
  if (!answers) {
    const known = await liveCaseOf(turn, dispute);
    return opens(passForm(known, disputePolicy(core.policy).reasons[known.reason].resolver, roster, locale));
  }
  const to = receiverOf(answers.to ?? '', roster);
  if (!to) return [{ type: 'form-errors', errors: { to: disputeTexts(locale).refused.nobody } }];
  const { owner } = await work(turn, (act) => passOn(act, dispute, person, to, answers.text ?? ''));
  return told(turn, disputeTexts(locale).done.passed(owner.name));
}

function receiverOf(value: string, roster: Roster): Receiver | undefined {
  const [kind, what] = value.split(':');
  const role = ROLES.find((known) => known === what);
  if (kind === 'role') return role && { role };
  const person = roster.people.find((p) => String(p.id) === what);
  return person && { personId: person.id };
}

async function settleTurn(turn: Turn, { dispute }: IntentOf<'dispute.settle'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn);
  const { locale, person } = turn.actor;
  const t = disputeTexts(locale);
  if (!answers) return opens(settleForm(await liveCaseOf(turn, dispute), locale));
  const decision = DECISIONS.find((d) => d === answers.outcome);
  const known = await caseOf(turn, dispute);
  const founded = readAmount(answers.founded ?? '', known.currency);
  const why = answers.text ?? '';
  if (!decision || why === '')
    return [
      {
        type: 'form-errors',
        errors: { ...(decision ? {} : { outcome: t.refused.text }), ...(why === '' ? { text: t.refused.text } : {}) },
      },
    ];
  if (decision === 'partly-founded' && founded === undefined)
    return [{ type: 'form-errors', errors: { founded: t.refused.badAmount(cut(answers.founded ?? '', 80)) } }];
  const after = await work(turn, (act) => settleDispute(act, dispute, person, { decision, why, founded }));
  return told(turn, t.done.settled(after.id, t.outcomes[decision]));
}

async function creditedTurn(turn: Turn, { dispute }: IntentOf<'dispute.credited'>): Replies {
  need(turn, 'see');
  const { locale, person } = turn.actor;
  await work(turn, (act) => noteCredit(act, dispute, person));
  return told(turn, disputeTexts(locale).done.credited(dispute));
}

/** A form for a case that is settled would only be filled in vain: the second one is told by whom and when at once. */
async function liveCaseOf(turn: Turn, id: number): Promise<Dispute> {
  const dispute = await caseOf(turn, id);
  if (isLive(dispute)) return dispute;
  throw await work(turn, async (act) => settledAlready(act, dispute, await act.roster()));
}

// ---------------------------------------------------------------- the thread

/** Keeps what is written in a case's thread with its author; edits and deletions are marked beside it. Undefined when the thread is not a case's. */
export async function keepDisputeReply(
  turn: Turn,
  happening: Extract<Happening, { type: 'reply' }>,
): Promise<readonly Reply[] | undefined> {
  const { core, event } = turn;
  const root = event.where.thread;
  const opener = root && (await core.store.read.outbox.byRef(event.identity.platform, root));
  const id = opener && disputeOfKey(opener.key);
  if (id === undefined) return undefined;
  const { tenant, channel, id: message } = happening.message;
  const place = `${event.identity.platform}:${tenant}:${channel}:${message}`;
  const kind = happening.change === 'new' ? ('reply' as const) : (`reply-${happening.change}` as const);
  const key = kind === 'reply' ? `reply:${place}` : `${kind}:${event.key}`;
  if (await disputesIn(core.store.read).stepByKey(key)) return [];
  const gathered = await gather(core, happening.files ?? []);
  await work(turn, async (act) => {
    const dispute = await disputesIn(act.tx).lock(id);
    if (!dispute || (await disputesIn(act.tx).stepByKey(key))) return;
    const { at, day, actor } = act;
    const text = happening.change === 'deleted' ? '' : happening.text;
    const data = { message: place, ...(await keepExhibits(act, dispute, gathered)) };
    const [step] = await disputesIn(act.tx).addSteps([{ disputeId: id, at, day, actor, kind, ownerId: dispute.ownerId, text, data, key }]);
    if (step === undefined) return;
    const payload = { ...data, text: happening.text };
    await act.tx.audit.append({ at, actor, action: `dispute.${kind}`, subject: `dispute:${id}`, payload });
  });
  return gathered.missed.length === 0 ? [] : told(turn, disputeTexts(turn.actor.locale).refused.exhibits(gathered.missed.join(', ')));
}

/** The case's files, sent to whoever asks in their own conversation. */
export async function filesTurn(turn: Turn, { dispute: id }: IntentOf<'dispute.files'>): Replies {
  need(turn, 'see');
  const { locale, person } = turn.actor;
  const t = disputeTexts(locale);
  await caseOf(turn, id);
  const files = await turn.core.store.read.files.of(subjectOf(id));
  if (files.length === 0) return told(turn, t.refused.noExhibits(id));
  await work(turn, async (act) => {
    for (const file of files) {
      const words = t.message.exhibit(id, file.name);
      const key = `exhibit:${file.id}:to:${person.id}:${act.key ?? act.at}`;
      const card = { ...sentence(words, locale), amounts: true };
      await act.tx.outbox.enqueue(
        { key, destination: { to: 'person', personId: person.id }, card, file: file.id },
        [turn.event.identity.platform],
        act.at,
      );
    }
  });
  return told(turn, t.done.exhibits(files.length));
}

/** What answers the buttons of a case. */
export const caseTurns: Omit<Turns<'dispute'>, 'dispute.find' | 'dispute.form' | 'dispute.open'> = {
  'dispute.list': (turn, { debtor }) => listDisputes(turn, debtor),
  'dispute.show': (turn, { dispute }) => showDispute(turn, dispute),
  'dispute.take': takeTurn,
  'dispute.ask': askTurn,
  'dispute.wait': waitTurn,
  'dispute.resume': resumeTurn,
  'dispute.pass': passTurn,
  'dispute.settle': settleTurn,
  'dispute.credited': creditedTurn,
  'dispute.files': filesTurn,
};
