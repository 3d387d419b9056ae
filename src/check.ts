/** What an administrator must have right before the first morning, each line ok, warning or error, with what to do. */
import { existsSync } from 'node:fs';
import { registerFonts } from './charts/fonts.ts';
import type { Config } from './config.ts';
import type { Locale } from './core/card.ts';
import { committeeFaults } from './core/committee/roster.ts';
import { may } from './core/policy.ts';
import type { Person, Store } from './core/ports.ts';
import { texts } from './core/text/texts.ts';
import { hideSecrets } from './log.ts';
import { checkSlack } from './platforms/slack/check.ts';
import { openStore } from './store/open.ts';

export interface Check {
  readonly what: string;
  readonly level: 'ok' | 'warning' | 'error';
  readonly message: string;
}

/** A machine's clock may differ from its platform's by this much; Slack refuses signatures older than five minutes. */
const CLOCK_MS = 60_000;

export async function runChecks(config: Config): Promise<readonly Check[]> {
  const locale = config.policy.language;
  return [
    ...(await storeChecks(config, locale)),
    policyCheck(config, locale),
    ...(await platformChecks(config, locale)),
    timeCheck(config, locale),
    fontCheck(locale),
  ];
}

function line(what: string, level: Check['level'], message: string): Check {
  return { what, level, message };
}

function messageOf(error: unknown): string {
  return hideSecrets(error instanceof Error ? error.message : String(error));
}

async function storeChecks(config: Config, locale: Locale): Promise<Check[]> {
  const t = texts(locale).check;
  let store: Store;
  try {
    store = await openStore(config.databaseUrl);
  } catch (error) {
    return [line('database', 'error', t.noDatabase(messageOf(error)))];
  }
  try {
    const [items, people] = await Promise.all([store.read.ledger.itemCount(), store.read.people.all()]);
    const administrators = people.filter((p) => may(config.policy, p, 'administer'));
    return [
      items > 0 ? line('database', 'ok', t.items(items)) : line('database', 'warning', t.noItems),
      ...committeeChecks(config, people, locale),
      administrators.length > 0 ? line('people', 'ok', t.people(people.length)) : line('people', 'error', t.noAdministrator),
    ];
  } finally {
    await store.close();
  }
}

/** Votes that could never reach their quorum: an error when the company wrote the rule itself, else a warning. */
function committeeChecks(config: Config, people: readonly Person[], locale: Locale): Check[] {
  const t = texts(locale).committee;
  return committeeFaults(config.policy, people).map(({ kind, faults }) => {
    const level = config.policy.committee.written.includes(kind) ? 'error' : 'warning';
    return line('committee', level, t.infeasible(kind, faults.map(t.quorumFault).join(' ; ')));
  });
}

function policyCheck(config: Config, locale: Locale): Check {
  const t = texts(locale).check;
  return config.policyFile !== undefined && existsSync(config.policyFile)
    ? line('policy', 'ok', config.policyFile)
    : line('policy', 'warning', t.defaultPolicy);
}

async function platformChecks(config: Config, locale: Locale): Promise<Check[]> {
  const t = texts(locale).check;
  if (!config.slack) return [line('platform', config.local ? 'ok' : 'error', config.local ? t.local : t.noPlatform)];
  const checks: Check[] = [];
  try {
    const slack = await checkSlack(
      config.slack,
      Object.values(config.policy.channels).flatMap((c) => c.on.slack ?? []),
    );
    checks.push(line('slack', 'ok', t.slack(slack.team)));
    checks.push(
      slack.missingScopes.length === 0
        ? line('scopes', 'ok', t.scopes)
        : line('scopes', 'error', t.missingScopes(slack.missingScopes.join(', '))),
    );
    for (const channel of slack.channels)
      checks.push(line(`channel ${channel.id}`, channel.fault === undefined ? 'ok' : 'error', channel.fault ?? t.channel(channel.name)));
    const off = slack.serverTime === undefined ? 0 : Math.abs(slack.serverTime - Date.now());
    checks.push(off <= CLOCK_MS ? line('clock', 'ok', t.clock) : line('clock', 'error', t.clockOff(Math.round(off / 1000))));
  } catch (error) {
    checks.push(line('slack', 'error', t.slackFault(messageOf(error))));
  }
  if (config.policy.channels.agenda?.on.slack === undefined) checks.push(line('channels', 'error', t.noAgendaChannel));
  return checks;
}

function timeCheck(config: Config, locale: Locale): Check {
  const now = new Intl.DateTimeFormat(locale, { timeZone: config.policy.timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(
    Date.now(),
  );
  return line('time zone', 'ok', `${config.policy.timeZone}: ${now}`);
}

function fontCheck(locale: Locale): Check {
  try {
    registerFonts();
    return line('fonts', 'ok', texts(locale).check.fonts);
  } catch (error) {
    return line('fonts', 'error', messageOf(error));
  }
}
