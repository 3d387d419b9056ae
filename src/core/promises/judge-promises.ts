/** Holding promises against the ledger: in the morning and after an import, each verdict once, with its entry in the account's history and its audit event. */
import { historyIn } from '../debtors/trace-ports.ts';
import { type Act, languageOf } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import { type Day, isoDay, localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import { groupBy } from '../kernel/group-by.ts';
import { toDecimal } from '../kernel/money.ts';
import type { Imported } from '../ledger/after-import.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { bringsItems } from '../ledger/reading.ts';
import { promisesIn } from './ports.ts';
import { deadlineOf, isUndecided, judge, type PaymentPromise, type PromiseLine, type Verdict } from './promise.ts';
import { lineStatement } from './promise-statement.ts';
import { promiseTexts } from './promises.text.ts';

/** Imports of a company that are looked at to know how far its ledger goes: one of them is the newest by far. */
const LOOKED_AT = 30;

/** The morning's look: a deadline may have passed since the last import. */
export async function judgeInTheMorning(act: Act): Promise<void> {
  await judgePromises(act);
}

/** Called by the import, in its transaction, once the rows are there. */
export async function judgeAfterImport(act: Act, { kind, company, asOf, vanished }: Imported): Promise<void> {
  if (vanished.length > 0) await tellVanished(act, vanished);
  if (bringsItems(kind)) await judgePromises(act, { companyId: company.id, asOf, at: act.at });
}

/** A promise stands although a newer file no longer holds what it was about: whoever took it is told what is missing. */
async function tellVanished(act: Act, vanished: Imported['vanished']): Promise<void> {
  const debits = groupBy(
    vanished.filter((line) => line.amount > 0n),
    account,
  );
  const ids = [...new Set([...debits.values()].flat().map((line) => line.debtorId))];
  const plans = await promisesIn(act.tx).find({ debtorIds: ids, statuses: ['open'] });
  if (plans.length === 0) return;
  const debtors = new Map((await debtorsIn(act.tx).byIds(ids)).map((d) => [d.id, d]));
  const { people } = await act.roster();
  for (const plan of plans) {
    const gone = debits.get(account(plan)) ?? [];
    const person = people.find((p) => p.email === (plan.collector ?? plan.takenBy)) ?? people.find((p) => p.email === plan.takenBy);
    const debtor = debtors.get(plan.debtorId);
    if (gone.length === 0 || !person || !debtor) continue;
    const locale = languageOf(act, person);
    const refs = gone.map((line) => `${line.ref || '–'} (${format.exactMoney(line.amount, line.currency, locale)})`);
    const card = sentence(
      promiseTexts(locale).vanished(debtor.name, plan.id, refs.slice(0, NAMED).join(', '), refs.length - NAMED),
      locale,
    );
    const key = `promise:${plan.id}:vanished:${gone.map((line) => `${line.ref}=${line.amount}`).join(' ')}`.slice(0, MAX_KEY);
    await act.tell(person.id, key, { ...card, amounts: true });
  }
}

/** References that a sentence names; the rest is counted. */
const NAMED = 3;
const MAX_KEY = 200;

/** An import that is not finished yet, and counts already. */
interface Running {
  readonly companyId: number;
  readonly asOf: Day;
  readonly at: number;
}

async function judgePromises(act: Act, running?: Running): Promise<void> {
  const promises = promisesIn(act.tx);
  const debtors = debtorsIn(act.tx);
  // Kept lines count until their deadline: money that bounces in time was not there. Four weeks cover it, whatever the holidays.
  const [open, lately] = [
    await promises.find({ statuses: ['open'] }),
    await promises.find({ statuses: ['kept'], judgedFrom: act.day - 28 }),
  ];
  const undecided = [...open, ...lately].filter((plan) => plan.lines.some((line) => isUndecided(line, act.day)));
  const ids = [...new Set(undecided.map((plan) => plan.debtorId))].sort((a, b) => a - b);
  if (ids.length === 0) return;
  const all = await promises.find({ debtorIds: ids });
  const first = Math.min(...all.map((plan) => plan.madeDay));
  const cash = groupBy(await promises.cash(ids, first, act.day), account);
  const seen = await seenTo(act, await debtors.byIds(ids), running);
  for (const [key, plans] of groupBy(all, account)) {
    const verdicts = judge(plans, cash.get(key) ?? [], seen.get(plans[0]?.debtorId ?? 0) ?? 0);
    for (const plan of plans) await settle(act, plan, verdicts);
  }
}

function account(of: { readonly debtorId: number; readonly currency: string }): string {
  return `${of.debtorId}/${of.currency}`;
}

/** By debtor, the last day that the ledger of their company shows whole: an import shows the day on which it is made only in part. */
async function seenTo(act: Act, debtors: readonly Debtor[], running: Running | undefined): Promise<ReadonlyMap<number, Day>> {
  const { timeZone } = act.policy;
  const whole = ({ asOf, at }: { readonly asOf: Day; readonly at: number }): Day => Math.min(asOf, localTime(at, timeZone).day - 1);
  const byCompany = new Map<number, Day>();
  for (const companyId of new Set(debtors.map((d) => d.companyId))) {
    const imports = [
      ...(await ledgerIn(act.tx).ledgerImports(companyId, LOOKED_AT)),
      ...(running?.companyId === companyId ? [running] : []),
    ];
    byCompany.set(companyId, Math.max(0, ...imports.map(whole)));
  }
  return new Map(debtors.map((d) => [d.id, byCompany.get(d.companyId) ?? 0]));
}

async function settle(act: Act, plan: PaymentPromise, verdicts: ReadonlyMap<number, Verdict>): Promise<void> {
  for (const line of plan.lines) {
    const verdict = isUndecided(line, act.day) ? verdicts.get(line.id) : undefined;
    if (!verdict || (verdict.status === line.status && verdict.received === line.received)) continue;
    const judgedDay = verdict.status === 'open' ? undefined : verdict.status === line.status ? line.judgedDay : act.day;
    const moved = await promisesIn(act.tx).move(line, { ...verdict, judgedDay });
    if (moved && verdict.status !== line.status) await record(act, plan, { ...line, judgedDay }, verdict);
  }
}

/** A verdict in the account's history. A kept line whose money bounced in time is open again, or broken: each verdict has a key of its own. */
async function record(act: Act, plan: PaymentPromise, line: PromiseLine, verdict: Verdict): Promise<void> {
  const { language } = act.policy;
  const t = promiseTexts(language);
  const { status, received } = verdict;
  const amount = format.exactMoney(line.minor, plan.currency, language);
  const due = format.date(line.dueDay, language, act.day);
  const data = {
    promise: String(plan.id),
    line: String(line.number),
    status,
    currency: plan.currency,
    amount: toDecimal(line.minor, plan.currency),
    received: toDecimal(received, plan.currency),
    due: isoDay(line.dueDay),
    deadline: isoDay(deadlineOf(line.dueDay)),
  };
  await historyIn(act.tx).add({
    debtorId: plan.debtorId,
    at: act.at,
    day: act.day,
    actor: act.actor,
    kind: 'promise',
    text: t.history[status](amount, due, format.exactMoney(received, plan.currency, language)),
    data,
    key: `promise:${plan.id}:${line.number}:${status}:${isoDay(act.day)}`,
  });
  const told = { ...data, debtor: String(plan.debtorId) };
  await act.log(`promise.${status}`, `promise:${plan.id}`, told, lineStatement({ ...line, status, received }));
}
