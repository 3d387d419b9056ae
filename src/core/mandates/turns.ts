/** Delegated powers in the conversation: using one by command or form, taking it to the committee, ending it, one's own list, and what holders propose to change. */
import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { debtorOf, findDebtors } from '../debtors/find-debtors.ts';
import { act } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, MAX_SAID, need, opens, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { openDebits } from './account.ts';
import { askCommittee } from './ask-committee.ts';
import { liftStop, noteMandateCredit } from './end-use.ts';
import { type Phrase, readAsk, readMeasure } from './mandate.ask.ts';
import { grantForm, ownCard, usedCard } from './mandate.card.ts';
import { mandatesIn } from './ports.ts';
import { mandatePolicy, POWERS } from './power.ts';
import { viewUses } from './results.ts';
import { mandateTexts } from './texts.ts';
import { type UseRequest, useMandate } from './use-mandate.ts';
import { ownMandates, wishPower } from './wish-power.ts';

/** Characters of a query that are repeated in an answer, and uses that one's own list shows. */
const QUOTED = 80;
const LATEST = 10;

/** `/accorder DUPONT 15 jours`; the debtor alone opens the form. */
async function findForGrant(turn: Turn, { query }: IntentOf<'mandate.find'>): Replies {
  need(turn, 'see');
  const { locale } = turn.actor;
  const asked = readAsk(query);
  if (asked.debtor === '') throw new DomainError('bad-input', mandateTexts(locale).refused.usage);
  const found = await findDebtors(turn.core.store.read, asked.debtor);
  const [only] = found.debtors;
  const quoted = cut(asked.debtor, QUOTED);
  if (!only)
    throw new DomainError('unknown-debtor', asked.phrase ? debtorTexts(locale).notFound(quoted) : mandateTexts(locale).refused.usage);
  if (found.count === 1)
    return grantTurn(turn, { kind: 'mandate.grant', debtor: only.id, words: query, token: turn.event.key.slice(0, 200) });
  const token = turn.core.ids.next();
  return privately(choiceCard(quoted, found, locale, (debtor) => ({ kind: 'mandate.grant', debtor, words: cut(query, 200), token })));
}

/** The chosen debtor's grant; a choice that is pressed twice is one use. */
async function grantTurn(turn: Turn, { debtor, words, token }: IntentOf<'mandate.grant'>): Replies {
  need(turn, 'see');
  const { debtor: found, phrase, rest } = readAsk(words);
  if (!phrase) return formTurn(turn, { kind: 'mandate.form', debtor });
  const said = words.slice(found.length);
  return use(turn, `${token}:${debtor}`, { debtorId: debtor, phrase, itemIds: [], rest: cut(rest, MAX_SAID), found, said });
}

async function formTurn(turn: Turn, { debtor: id }: IntentOf<'mandate.form'>): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const debtor = await debtorOf(turn.core.store.read, id, turn.actor.locale);
  const open = await openDebits(core.store.read, debtor.id, today(core));
  const own = (await ownMandates(core.store.read, actor.person, today(core), core.policy)).map(({ mandate }) => mandate);
  return opens(grantForm(debtor, open, own, core.ids.next(), today(core), actor.locale));
}

async function submitGrant(turn: Turn, { debtor, token }: IntentOf<'mandate.use'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn);
  const power = POWERS.find((known) => known === answers?.power);
  if (!answers || !power) throw new DomainError('bad-intent', deskTexts(turn.actor.locale).access.stale);
  const measure = cut(answers.measure ?? '', QUOTED);
  const phrase: Phrase | undefined = readMeasure(power, measure);
  if (!phrase) {
    const money = power === 'rebate' || power === 'credit' || power === 'waiver';
    return [
      {
        type: 'form-errors',
        errors: {
          measure: money
            ? mandateTexts(turn.actor.locale).refused.amount(measure)
            : mandateTexts(turn.actor.locale).refused.quantity(measure),
        },
      },
    ];
  }
  const why = answers.why ?? '';
  const itemIds = (answers.items ?? '')
    .split('\n')
    .filter((id) => id !== '')
    .map(Number);
  return use(turn, token, { debtorId: debtor, phrase, itemIds, rest: why, found: '', said: `${measure} ${why}` });
}

async function use(turn: Turn, key: string, request: UseRequest): Replies {
  const { core, actor } = turn;
  const used = await act(core, { by: actor.person, locale: actor.locale, key }, (under) => useMandate(under, actor.person, request));
  return privately(usedCard(used, today(core), mandatePolicy(core.policy), actor.locale));
}

async function askTurn(turn: Turn, { use: id }: IntentOf<'mandate.ask'>): Replies {
  const { actor } = turn;
  const t = mandateTexts(actor.locale);
  const asked = await work(turn, (act) => askCommittee(act, actor.person, id));
  const card = sentence(t.done.asked(asked.debtor.name, asked.motion), actor.locale);
  const show = { label: t.buttons.motion(asked.motion), intent: { kind: 'motion.show', motion: asked.motion } } as const;
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons: [show] }] });
}

async function liftTurn(turn: Turn, { use: id }: IntentOf<'mandate.lift'>): Replies {
  const debtor = await work(turn, (act) => liftStop(act, turn.actor.person, id));
  return told(turn, mandateTexts(turn.actor.locale).done.lifted(debtor.name));
}

async function creditedTurn(turn: Turn, { use: id }: IntentOf<'mandate.credited'>): Replies {
  await work(turn, (act) => noteMandateCredit(act, turn.actor.person, id));
  return told(turn, mandateTexts(turn.actor.locale).done.credited(id));
}

async function listOwn(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const day = today(core);
  const own = await ownMandates(read, actor.person, day, core.policy);
  const recent = await mandatesIn(read).find({ from: day - mandatePolicy(core.policy).period });
  const latest = recent
    .filter((one) => one.actor === actor.person.email && one.status !== 'beyond')
    .slice(-LATEST)
    .reverse();
  return privately(ownCard(own, await viewUses(read, latest, day), day, actor.locale));
}

/** `/mandat propose délai 30 jours, parce que…`: kept for the week's report. */
async function wishTurn(turn: Turn, { words }: IntentOf<'mandate.wish'>): Replies {
  const { person, locale } = turn.actor;
  const t = mandateTexts(locale);
  const power = await work(turn, (act) => wishPower(act, person, cut(words, MAX_SAID)));
  return told(turn, t.done.wished(t.powers[power]));
}

export const mandateTurns: Turns<'mandate'> = {
  'mandate.find': findForGrant,
  'mandate.grant': grantTurn,
  'mandate.form': formTurn,
  'mandate.use': submitGrant,
  'mandate.ask': askTurn,
  'mandate.lift': liftTurn,
  'mandate.credited': creditedTurn,
  'mandate.list': listOwn,
  'mandate.wish': wishTurn,
};
