/** The demo company: its files come in by the same door as anyone's, and the last business day's posts are there before the newcomer looks. */
import { makeDemoCompany } from '../prisma/seed/company.ts';
import { agendaOf } from './core/agenda/agenda.ts';
import { agendaPolicy } from './core/agenda/agenda-policy.ts';
import { postMorning } from './core/agenda/jobs.ts';
import { act } from './core/desk/act.ts';
import { type Core, today } from './core/desk/core.ts';
import { may } from './core/desk/policy.ts';
import { disputesIn } from './core/disputes/case/ports.ts';
import type { Reason } from './core/disputes/case/reason.ts';
import { openDispute } from './core/disputes/open/open-dispute.ts';
import { postWeek } from './core/indicators/jobs.ts';
import { businessDayBefore, businessDayOnOrAfter, type Day, isoDay, localTime, mondayOf } from './core/kernel/dates.ts';
import { DEMO_ACTOR } from './core/ledger/demo.ts';
import { importFile } from './core/ledger/import-ledger.ts';
import { debtorsIn } from './core/ledger/parties.ts';
import { ledgerIn } from './core/ledger/ports.ts';
import { openReading } from './files/open.ts';
import { fileInMemory } from './files/source.ts';

/** Brings the demo company up to the last business day; a second time the same day changes nothing. */
export async function fillDemo(core: Core): Promise<void> {
  const date = today(core);
  const ledgerDay = await ledgerIn(core.store.read).ledgerDay();
  if (ledgerDay !== undefined && ledgerDay >= businessDayBefore(core.calendar, date)) return;
  const { company, files } = makeDemoCompany({ today: isoDay(date) });
  const options = { by: DEMO_ACTOR, asOf: date, company: company.siren } as const;
  // Books know a company by its number alone; letters are signed with its name.
  await core.store.transact((tx) => debtorsIn(tx).company(company.siren, company.name));
  for (const file of files) {
    const reading = await openReading(fileInMemory(file.name, file.content), { policy: core.policy, locale: core.policy.language });
    const report = await importFile(core, reading, options);
    if (report.outcome === 'refused') throw new Error(`the demo company's ${file.name} was refused: ${JSON.stringify(report.rejected[0])}`);
  }
  await openDemoDisputes(core, date);
}

/** What the demo's customers object to; each on the oldest invoice of one of the debtors who owe most. */
const OBJECTIONS: readonly { readonly reason: Reason; readonly part: bigint; readonly said: string }[] = [
  { reason: 'QUANTITY', part: 3n, said: 'Il manque deux palettes sur six à la livraison.' },
  { reason: 'PRICE', part: 5n, said: 'La remise convenue au devis n’est pas appliquée.' },
  { reason: 'QUALITY', part: 2n, said: 'Une partie du lot est déformée, photos à l’appui.' },
];

/** Three disputes, so that the newcomer finds cases at work; none when there are any. */
async function openDemoDisputes(core: Core, date: Day): Promise<void> {
  const { read } = core.store;
  if ((await disputesIn(read).find({})).length > 0) return;
  const late = (await agendaOf(read, date, core)).filter((a) => a.kind === 'overdue' && a.debtor.collector !== null);
  for (const [i, { reason, part, said }] of OBJECTIONS.entries()) {
    const debtor = late[i]?.debtor;
    const { items } = debtor ? await ledgerIn(read).openItems(debtor.id, date, 50) : { items: [] };
    const item = items.find((one) => one.amount > 0n && one.open > 0n && one.dueDay < date && one.ref !== '');
    if (!debtor?.collector || !item) continue;
    const collector = await read.people.byEmail(debtor.collector);
    if (!collector || !may(core.policy, collector, 'see') || !may(core.policy, collector, 'dispute.open')) continue;
    const request = { parts: [{ itemId: item.id, minor: item.open / part }], reason, said, origin: 'chat' as const, exhibits: '' };
    await act(core, { by: collector }, (under) => openDispute(under, request));
  }
}

/** The posts that the newcomer would have found: the week's picture, then the agenda of the last business day whose hour has come. */
export async function postLast(core: Core): Promise<void> {
  const { day, minutes } = localTime(core.clock.now(), core.policy.timeZone);
  const due = core.calendar.isBusinessDay(day) && minutes >= agendaPolicy(core.policy).at;
  const date = due ? day : businessDayBefore(core.calendar, day);
  await postWeek(core, businessDayOnOrAfter(core.calendar, mondayOf(date)));
  await postMorning(core, date);
}
