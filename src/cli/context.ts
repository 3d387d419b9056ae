/** What every command of the command line works with: its configuration, its store, and whether a machine is asking. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { calendarOf } from '../config/calendar.ts';
import type { Config } from '../config/config.ts';
import type { House } from '../core/desk/act.ts';
import type { Person } from '../core/desk/people-ports.ts';
import type { PlatformName } from '../core/desk/places.ts';
import type { Policy } from '../core/desk/policy.ts';
import { knownReach } from '../core/desk/reach.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { FEATURES } from '../core/features.ts';
import { type Day, localTime, parseDay } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { debtorsIn } from '../core/ledger/parties.ts';
import { ledgerTexts } from '../core/ledger/texts.ts';
import { withLocalChannels } from '../platforms/local/workspace.ts';
import { openStore } from '../store/open.ts';
import { cliTexts } from './texts.ts';

/** What stands around the command line: the process, or a test in its place. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Out;
  readonly stderr: Out;
  exitCode?: NodeJS.Process['exitCode'];
  /** Asks whoever sits at the terminal; only where somebody does. */
  readonly ask?: (text: string) => Promise<string>;
}

interface Out {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** One command's surroundings: its shell, configuration, and whether a machine is asking. */
export interface Context {
  readonly shell: Shell;
  readonly config: Config;
  readonly json: boolean;
}

export function say({ shell }: Context, text: string): void {
  shell.stdout.write(text);
}

/** Says something beside the answer, which a script reads by itself. */
export function warn({ shell }: Context, text: string): void {
  shell.stderr.write(text);
}

export function answer(context: Context, json: unknown, text: () => string): void {
  say(context, context.json ? `${JSON.stringify(json, null, 2)}\n` : text());
}

export async function withStore<T>(context: Context, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(context.config.databaseUrl);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What a command that only reads has around it. */
export function houseOf(config: Config): House {
  const policy = config.local ? withLocalChannels(config.policy) : config.policy;
  const clock = { now: () => config.startAt ?? Date.now() };
  const calendar = calendarOf(policy.country, policy.region);
  return { policy, features: FEATURES, calendar, calendarFor: calendarOf, platforms: platformsIn(policy), clock };
}

/** What an act from the command line has around it: it says what it leads to where the servers are that run on this database. */
export async function actingHouse(config: Config, store: Store): Promise<House & { readonly store: Store }> {
  const house = { ...houseOf(config), store };
  const reach = await knownReach(store.read);
  return reach ? { ...house, platforms: reach.platforms, policy: { ...house.policy, channels: reach.channels } } : house;
}

/** Before any server ran: the platforms on which the policy names a channel. */
function platformsIn(policy: Policy): readonly PlatformName[] {
  const named = Object.values(policy.channels).flatMap(({ on }) => PLATFORMS.filter((platform) => on[platform] !== undefined));
  return [...new Set(named)];
}

const PLATFORMS: readonly PlatformName[] = ['slack', 'teams', 'local'];

/** Writes an answer's file. DomainError when the place cannot be written. */
export function writeOut(context: Context, path: string, content: string | Uint8Array): void {
  orRefused(context, path, () => writeFileSync(path, content));
}

/** A folder for several files; one that is there is as good. */
export function makeFolder(context: Context, path: string): void {
  orRefused(context, path, () => mkdirSync(path, { recursive: true }));
}

function orRefused({ config }: Context, path: string, write: () => void): void {
  try {
    write();
  } catch {
    throw new DomainError('bad-input', cliTexts(config.policy.language).cannotWrite(path));
  }
}

export function todayOf(config: Config): Day {
  return localTime(config.startAt ?? Date.now(), config.policy.timeZone).day;
}

export function dayOption(config: Config, given: string | undefined): Day {
  if (given === undefined) return todayOf(config);
  const day = parseDay(given);
  if (day === undefined) throw new DomainError('bad-input', cliTexts(config.policy.language).badDate(given));
  return day;
}

export async function personAt(store: Store, email: string, locale: Locale): Promise<Person> {
  const person = await store.read.people.byEmail(email.toLowerCase());
  if (!person) throw new DomainError('unknown-person', deskTexts(locale).unknownPerson(email));
  return person;
}

export async function companyIdOf(read: Store['read'], siren: string, locale: Locale): Promise<number> {
  const companies = await debtorsIn(read).companies();
  const found = companies.find((c) => c.siren === siren);
  if (!found) throw new DomainError('bad-input', ledgerTexts(locale).unknownCompany(siren, companies.map((c) => c.siren).join(', ')));
  return found.id;
}
