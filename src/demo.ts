/** The demo company: its files come in by the same door as anyone's, and the last business day's posts are there before the newcomer looks. */
import { makeDemoCompany } from '../prisma/seed/company.ts';
import { type Core, today } from './core/core.ts';
import { businessDayBefore, businessDayOnOrAfter, isoDay, localTime, mondayOf } from './core/dates.ts';
import { DEMO_ACTOR } from './core/ledger/demo.ts';
import { importFile } from './core/ledger/import-ledger.ts';
import { openReading } from './files/open.ts';
import { fileInMemory } from './files/source.ts';
import { postMorning, postWeek } from './schedule.ts';

/** Brings the demo company up to the last business day; a second time the same day changes nothing. */
export async function fillDemo(core: Core): Promise<void> {
  const date = today(core);
  const ledgerDay = await core.store.read.ledger.ledgerDay();
  if (ledgerDay !== undefined && ledgerDay >= businessDayBefore(core.calendar, date)) return;
  const { company, files } = makeDemoCompany({ today: isoDay(date) });
  const options = { actor: DEMO_ACTOR, at: core.clock.now(), asOf: date, company: company.siren };
  for (const file of files) {
    const reading = await openReading(fileInMemory(file.name, file.content), { policy: core.policy, locale: core.policy.language });
    const report = await importFile(core.store, reading, options, core.policy);
    if (report.outcome === 'refused') throw new Error(`the demo company's ${file.name} was refused: ${JSON.stringify(report.rejected[0])}`);
  }
}

/** The posts that the newcomer would have found: the week's picture, then the agenda of the last business day whose hour has come. */
export async function postLast(core: Core): Promise<void> {
  const { day, minutes } = localTime(core.clock.now(), core.policy.timeZone);
  const due = core.calendar.isBusinessDay(day) && minutes >= core.policy.agenda.at;
  const date = due ? day : businessDayBefore(core.calendar, day);
  await postWeek(core, businessDayOnOrAfter(core.calendar, mondayOf(date)));
  await postMorning(core, date);
}
