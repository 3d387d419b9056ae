/** What is beyond a power becomes a motion with one press, and the committee's decision becomes a use: granted with everything that follows from it, or declined. */
import { motionsIn } from '../committee/motion/ports.ts';
import { proposeMotion } from '../committee/propose/propose-motion.ts';
import { type Act, act } from '../desk/act.ts';
import type { Core } from '../desk/core.ts';
import type { Person } from '../desk/people-ports.ts';
import { causeOf, DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { judgeMandate, type Verdict } from './judge-mandate.ts';
import { capWords, useWords } from './mandate.words.ts';
import { mandatesIn } from './ports.ts';
import { recordUse } from './record-use.ts';
import { mandateTexts } from './texts.ts';
import type { MandateUse } from './use.ts';
import { carryOut, effects, settingOf } from './use-mandate.ts';

/** A use with its debtor, kept from other writers. Throws DomainError `gone`. */
export async function lockUse(act: Act, id: number): Promise<{ readonly use: MandateUse; readonly debtor: Debtor }> {
  const gone = new DomainError('gone', mandateTexts(act.locale).refused.gone(id));
  const [before] = await mandatesIn(act.tx).find({ ids: [id] });
  if (!before) throw gone;
  await mandatesIn(act.tx).lock(before.debtorId);
  const [use] = await mandatesIn(act.tx).find({ ids: [id] });
  const debtor = await debtorsIn(act.tx).byId(before.debtorId);
  if (!use || !debtor) throw gone;
  return { use, debtor };
}

/** Puts a request that was beyond its person's power to the committee. A second press finds the vote; the numbers of motion and use stay tied. */
export async function askCommittee(act: Act, person: Person, id: number): Promise<{ readonly debtor: Debtor; readonly motion: number }> {
  act.need('see');
  act.need('motion.propose');
  const { use, debtor } = await lockUse(act, id);
  const t = mandateTexts(act.locale).refused;
  if (use.actor !== person.email) throw new DomainError('not-allowed', t.notYours);
  if (use.motionId !== null) return { debtor, motion: use.motionId };
  if (use.status !== 'beyond') throw new DomainError('conflict', t.gone(id));
  const { language } = act.policy;
  const words = mandateTexts(language).motion;
  const roster = await act.roster();
  const uses = await mandatesIn(act.tx).find({ debtorIds: [debtor.id], powers: [use.power] });
  const verdict = judgeMandate(use, await settingOf(act, debtor, person, roster, uses));
  const cap = capOf(verdict, language);
  const { motion } = await proposeMotion(act, {
    kind: 'generic',
    debtorId: debtor.id,
    text: words.text(debtor.name, debtor.code, useWords(use, act.day, language)),
    // What would be given weighs: it finds the rule that decides on so much.
    amount: use.minor,
    currency: use.currency,
    why: words.why(person.name, cap, use.why),
    conditions: '',
  });
  const asked: MandateUse = { ...use, status: 'asked', motionId: motion.id };
  await mandatesIn(act.tx).save(asked);
  await recordUse(act, debtor, asked, { ...roster, people: [] }, 'asked');
  return { debtor, motion: motion.id };
}

/** What the request is beyond. */
function capOf(verdict: Verdict, locale: Locale): string | undefined {
  if (verdict.verdict === 'ceiling') return mandateTexts(locale).cap.days(verdict.days);
  return verdict.verdict === 'cap' ? capWords(verdict.mandate, locale) : undefined;
}

/** Carries the committee's decisions over to the requests that wait for them; each once, in a transaction of its own. */
export async function followMotions(core: Core): Promise<void> {
  const { store } = core;
  for (const waiting of await mandatesIn(store.read).find({ statuses: ['asked'] })) {
    const [decision] = await motionsIn(store.read).decisions({ motionId: waiting.motionId ?? 0 });
    if (!decision) continue;
    try {
      await act(core, { by: 'system:committee', key: `mandate:${waiting.id}:decided` }, async (under) => {
        const { use, debtor } = await lockUse(under, waiting.id);
        if (use.status === 'asked') await decided(under, debtor, use, decision.outcome === 'approved');
      });
    } catch (error) {
      // One that cannot be carried over keeps none of the others waiting.
      core.log.error({ use: waiting.id, cause: causeOf(error) }, 'a decision on a power could not be carried over');
    }
  }
}

async function decided(act: Act, debtor: Debtor, use: MandateUse, approved: boolean): Promise<void> {
  const roster = await act.roster();
  const after: MandateUse = approved
    ? { ...use, ...effects(act, use), status: 'granted', holder: 'committee', day: act.day }
    : { ...use, status: 'declined', closedDay: act.day, closedBy: act.actor };
  await mandatesIn(act.tx).save(after);
  if (approved) await carryOut(act, debtor, after, roster, 'byCommittee');
  else await recordUse(act, debtor, after, roster, 'declined');
}
