/** What an administrator must have right before the first morning, each line ok, warning or error, with what to do. */
import { existsSync } from 'node:fs';
import { registerFonts } from '../charts/fonts.ts';
import type { Config, SlackConfig, TeamsConfig } from '../config/config.ts';
import { committeePolicy } from '../core/committee/motion/committee-policy.ts';
import { committeeTexts } from '../core/committee/motion/texts.ts';
import { committeeFaults } from '../core/committee/propose/roster.ts';
import type { Person } from '../core/desk/people-ports.ts';
import { may } from '../core/desk/policy.ts';
import type { Store } from '../core/desk/store.ts';
import { localTime } from '../core/kernel/dates.ts';
import { messageOf } from '../core/kernel/errors.ts';
import * as format from '../core/kernel/format.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { ledgerIn } from '../core/ledger/ports.ts';
import { rateOn } from '../core/letters/interest.ts';
import { interestRuleOf, letterPolicy } from '../core/letters/letter-policy.ts';
import { letterTexts } from '../core/letters/letters.text.ts';
import { missingRate } from '../core/letters/write-letter.ts';
import { proofTexts } from '../core/proof/proof.text.ts';
import { proofPolicy } from '../core/proof/proof-policy.ts';
import { mailRoomOf } from '../mail/mail-room.ts';
import { checkSlack } from '../platforms/slack/check.ts';
import { checkTeams } from '../platforms/teams/check.ts';
import { hideSecrets } from '../server/log.ts';
import { createStamps } from '../stamps/stamps.ts';
import { openStore } from '../store/open.ts';
import { cliTexts } from './texts.ts';

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
    ...letterChecks(config, locale),
    proofCheck(config, locale),
    ...(await platformChecks(config, locale)),
    timeCheck(config, locale),
    fontCheck(locale),
  ];
}

/** Templates without fault, the rates of the day, and whether e-mails can leave. */
function letterChecks(config: Config, locale: Locale): Check[] {
  const { policy, mail } = config;
  const { all, faults } = mailRoomOf(config).templates();
  const wrong = faults.map((f) => letterTexts(locale).refused.template(f.file, f.line, letterTexts(locale).fault[f.fault](f.what)));
  const rate = rateOn(localTime(config.startAt ?? Date.now(), policy.timeZone).day, interestRuleOf(letterPolicy(policy), policy.country));
  return [
    wrong.length === 0
      ? line('letters', 'ok', cliTexts(locale).check.templates(all.length))
      : line('letters', 'error', letterTexts(locale).refused.badTemplates(wrong.join(' ; '))),
    typeof rate === 'bigint'
      ? line('interest', 'ok', cliTexts(locale).check.rate(format.percent(rate, locale)))
      : line('interest', 'warning', missingRate(rate, locale).message),
    mail ? line('mail', 'ok', cliTexts(locale).check.mail(mail.from)) : line('mail', 'warning', cliTexts(locale).check.noMail),
  ];
}

/** What the log proves to somebody outside. */
function proofCheck({ policy, mail }: Config, locale: Locale): Check {
  const t = proofTexts(locale);
  const { witnesses, timeStamps } = proofPolicy(policy);
  const { authority } = createStamps(timeStamps);
  if (witnesses.length > 0 && !mail) return line('proof', 'warning', t.noMail);
  const kept = [
    ...(witnesses.length > 0 ? [t.witnessed(witnesses.length)] : []),
    ...(authority === undefined ? [] : [t.stamps(authority)]),
  ];
  return line('proof', 'ok', kept.length > 0 ? kept.join(' ') : t.none);
}

function line(what: string, level: Check['level'], message: string): Check {
  return { what, level, message };
}

function hiddenMessageOf(error: unknown): string {
  return hideSecrets(messageOf(error));
}

async function storeChecks(config: Config, locale: Locale): Promise<Check[]> {
  const t = cliTexts(locale).check;
  let store: Store;
  try {
    store = await openStore(config.databaseUrl);
  } catch (error) {
    return [line('database', 'error', t.noDatabase(hiddenMessageOf(error)))];
  }
  try {
    const [items, people] = await Promise.all([ledgerIn(store.read).itemCount(), store.read.people.all()]);
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
  const t = committeeTexts(locale);
  return committeeFaults(config.policy, people).map(({ kind, faults }) => {
    const level = committeePolicy(config.policy).written.includes(kind) ? 'error' : 'warning';
    return line('committee', level, t.infeasible(kind, [...new Set(faults.map(t.quorumFault))].join(' ; ')));
  });
}

function policyCheck(config: Config, locale: Locale): Check {
  const t = cliTexts(locale).check;
  return config.policyFile !== undefined && existsSync(config.policyFile)
    ? line('policy', 'ok', config.policyFile)
    : line('policy', 'warning', t.defaultPolicy);
}

async function platformChecks(config: Config, locale: Locale): Promise<Check[]> {
  const t = cliTexts(locale).check;
  if (!config.slack && !config.teams) return [line('platform', config.local ? 'ok' : 'error', config.local ? t.local : t.noPlatform)];
  const { channels } = config.policy;
  const on = channels.agenda?.on;
  const somewhere = (config.slack && on?.slack !== undefined) || (config.teams && on?.teams !== undefined);
  return [
    ...(config.slack ? await slackChecks(config.slack, channelsOn(config, 'slack'), locale) : []),
    ...(config.teams ? await teamsChecks(config, config.teams, locale) : []),
    ...(somewhere ? [] : [line('channels', 'error', t.noAgendaChannel)]),
  ];
}

function channelsOn(config: Config, platform: 'slack' | 'teams'): readonly string[] {
  return Object.values(config.policy.channels).flatMap((c) => c.on[platform] ?? []);
}

async function slackChecks(config: SlackConfig, channels: readonly string[], locale: Locale): Promise<Check[]> {
  const t = cliTexts(locale).check;
  try {
    const slack = await checkSlack(config, channels);
    const off = slack.serverTime === undefined ? 0 : Math.abs(slack.serverTime - Date.now());
    return [
      line('slack', 'ok', t.slack(slack.team)),
      slack.missingScopes.length === 0
        ? line('scopes', 'ok', t.scopes)
        : line('scopes', 'error', t.missingScopes(slack.missingScopes.join(', '))),
      ...channelChecks(slack.channels, locale),
      off <= CLOCK_MS ? line('clock', 'ok', t.clock) : line('clock', 'error', t.clockOff(Math.round(off / 1000))),
    ];
  } catch (error) {
    return [line('slack', 'error', t.slackFault(hiddenMessageOf(error)))];
  }
}

async function teamsChecks(config: Config, teams: TeamsConfig, locale: Locale): Promise<Check[]> {
  const t = cliTexts(locale).check;
  try {
    const store = await openStore(config.databaseUrl);
    try {
      const found = await checkTeams(teams, store.teams, channelsOn(config, 'teams'));
      return [
        line('teams', 'ok', t.teams),
        found.teams.length > 0 ? line('team', 'ok', found.teams.join(', ')) : line('team', 'warning', t.noTeam),
        ...channelChecks(found.channels, locale),
        config.publicUrl === undefined ? line('pictures', 'warning', t.noPublicUrl) : line('pictures', 'ok', config.publicUrl),
      ];
    } finally {
      await store.close();
    }
  } catch (error) {
    return [line('teams', 'error', t.teamsFault(hiddenMessageOf(error)))];
  }
}

function channelChecks(
  channels: readonly { readonly id: string; readonly name: string; readonly fault: string | undefined }[],
  locale: Locale,
): Check[] {
  const t = cliTexts(locale).check;
  return channels.map(({ id, name, fault }) => line(`channel ${id}`, fault === undefined ? 'ok' : 'error', fault ?? t.channel(name)));
}

function timeCheck(config: Config, locale: Locale): Check {
  const now = new Intl.DateTimeFormat(locale, { timeZone: config.policy.timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(
    Date.now(),
  );
  return line('time zone', 'ok', `${config.policy.timeZone} · ${now}`);
}

function fontCheck(locale: Locale): Check {
  try {
    registerFonts();
    return line('fonts', 'ok', cliTexts(locale).check.fonts);
  } catch (error) {
    return line('fonts', 'error', hiddenMessageOf(error));
  }
}
