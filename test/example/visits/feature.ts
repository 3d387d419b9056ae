/** An example of a feature: accounts that owe much and that nobody ever went to see. One command, one action of the agenda, one job; its folder is all there is of it. */
import { type Action, type ActionKind, type ActionSource, newAction } from '../../../src/core/debtors/action.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { type Card, sentence } from '../../../src/core/desk/card.ts';
import type { Command } from '../../../src/core/desk/commands.ts';
import { today } from '../../../src/core/desk/core.ts';
import type { IntentSpecs } from '../../../src/core/desk/intent.ts';
import { afterMorning, type Job, onFirstBusinessDayOfWeek, SOON_AFTER, sayOnce } from '../../../src/core/desk/job.ts';
import type { Reads } from '../../../src/core/desk/store.ts';
import { need, privately, type Replies, type Turn } from '../../../src/core/desk/turn.ts';
import { total } from '../../../src/core/kernel/buckets.ts';
import type { Day } from '../../../src/core/kernel/dates.ts';
import type { Locale } from '../../../src/core/kernel/locale.ts';
import { pluralEn, pluralFr } from '../../../src/core/kernel/plural.ts';
import { textsOf } from '../../../src/core/kernel/texts.ts';
import { ledgerIn, type Standing } from '../../../src/core/ledger/ports.ts';

/** Minor units from which an account deserves a visit. */
const MUCH = 10_000_00n;

const texts = textsOf({
  fr: {
    count: (n: number) => `${pluralFr(n, 'compte attend', 'comptes attendent')} une visite.`,
    section: 'Visites',
    reason: 'jamais visité',
  },
  en: { count: (n: number) => `${pluralEn(n, 'account waits', 'accounts wait')} for a visit.`, section: 'Visits', reason: 'never visited' },
});

const visitIntents = { 'visit.count': {} } as const satisfies IntentSpecs;
type Own = typeof visitIntents;
declare module '../../../src/core/desk/intent.ts' {
  interface Intents extends Own {}
}

const command: Command = {
  name: { fr: 'visites', en: 'visits' },
  words: [],
  help: { fr: 'Les comptes à aller voir', en: 'The accounts to go and see' },
  lines: { fr: '/visites : combien de comptes attendent une visite', en: '/visits: how many accounts wait for a visit' },
  rank: 19,
  intent: () => ({ kind: 'visit.count' }),
};

/** Those who owe much and were never visited, by a date. */
async function unvisited(read: Reads, date: Day): Promise<readonly Standing[]> {
  const seen = new Set((await historyIn(read).find({ kinds: ['visit'], to: date })).map((visit) => visit.debtorId));
  return (await ledgerIn(read).standings(date)).filter((row) => total(row) >= MUCH && !seen.has(row.debtorId));
}

async function answer(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  return privately(sentence(texts(actor.locale).count((await unvisited(core.store.read, today(core))).length), actor.locale));
}

const VISIT: ActionKind = {
  name: 'visit',
  rank: 650,
  atStake: true,
  section: (locale: Locale) => texts(locale).section,
  reason: (_, locale) => texts(locale).reason,
};

const source: ActionSource = {
  kinds: [VISIT],
  find: async (read, { date, debtors, owners }) => ({
    actions: (await unvisited(read, date)).flatMap((row): Action[] => {
      const debtor = debtors.get(row.debtorId);
      if (!debtor) return [];
      const amount = total(row);
      const given = { debtor, amount, currency: row.currency, owner: owners.of('sales', debtor), risk: amount / 10n, due: date };
      return [newAction(VISIT, { id: `visit:${debtor.id}`, ...given })];
    }),
  }),
};

const monday: Job = {
  name: 'visits',
  rank: 90,
  at: afterMorning(SOON_AFTER),
  on: onFirstBusinessDayOfWeek,
  run: async (core, date) => {
    const waiting = await unvisited(core.store.read, date);
    const { language } = core.policy;
    const card: Card | undefined = waiting.length > 0 ? sentence(texts(language).count(waiting.length), language) : undefined;
    await sayOnce(core, { job: 'visits', date, card });
  },
};

/** The door. */
export const visits = {
  name: 'visits',
  intents: visitIntents,
  commands: [command],
  turns: { 'visit.count': answer },
  actions: [source],
  jobs: [monday],
};
