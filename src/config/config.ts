/** The environment and the policy file, read once at start; every fault is listed with its path, and secrets are never repeated. */
import { existsSync } from 'node:fs';
import { DEFAULT_POLICY, type CompanyPolicy as Policy } from '../core/features.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { type Fault, told } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { checkedIn, type FaultTexts, faultsOf, faultTexts } from '../files/fault-words.ts';
import { readPlain } from '../files/plain.ts';
import { DEFAULT_DATABASE, DEFAULT_POLICY_FILE, type Environment, environmentIn } from './environment.ts';
import { languageOf, parsePolicy } from './policy-file.ts';

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string | undefined;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  /** For a counterpart that has no pace of its own to keep. */
  readonly spacing?: number;
}

export interface TeamsConfig {
  readonly appId: string;
  readonly password: string | undefined;
  /** PEM: the certificate and its key. */
  readonly certificate: string | undefined;
  /** Whose people may speak to the bot; the first is the app's own. */
  readonly tenants: readonly string[];
  /** OpenID metadata of a counterpart on this machine. Never in production. */
  readonly openIdUrl: string | undefined;
}

export interface Config {
  readonly databaseUrl: string;
  /** Of this machine; undefined: beside the database (store/open.ts). */
  readonly dataFolder: string | undefined;
  /** `start` opens the local workspace on the demo company's own database, because neither a platform nor a database was named. */
  readonly demo: boolean;
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly policy: Policy;
  /** The file the policy came from; undefined when the defaults serve. */
  readonly policyFile: string | undefined;
  readonly slack: SlackConfig | undefined;
  readonly teams: TeamsConfig | undefined;
  /** Where clients reach this server from outside. */
  readonly publicUrl: string | undefined;
  /** The server that letters leave through, and from which address; undefined: they are drafts and paper. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** The local workspace: when no platform is configured; in production only when asked for. */
  readonly local: boolean;
  /** The clock starts here instead of now: to see a morning on any day. Never in production. */
  readonly startAt: number | undefined;
}

/** Reads everything; throws one DomainError that lists all faults (environment and policy) with their paths. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is one that is not set: that is how compose files and shells clear them.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const locale = languageHere(given);
  const t = faultTexts(locale);
  const { data: e, error } = checkedIn(locale, environmentIn(t), given);
  const { faults: inPolicy, ...policy } = readPolicy(given.ENCOURS_POLICY, t);
  const faults = [...faultsOf(error, { root: '', unknown: () => '' }), ...inPolicy, ...(e ? contradictions(e, t) : [])];
  if (faults.length > 0 || !e) throw new DomainError('bad-config', faults.map(told).join('\n'), faults);
  const [slack, teams] = [slackOf(e), teamsOf(e)];
  const local = slack === undefined && teams === undefined && (e.NODE_ENV !== 'production' || e.ENCOURS_LOCAL === true);
  return {
    databaseUrl: e.DATABASE_URL ?? DEFAULT_DATABASE,
    dataFolder: e.ENCOURS_DATA,
    port: e.PORT,
    metricsPort: e.METRICS_PORT,
    logLevel: e.LOG_LEVEL,
    ...policy,
    slack,
    teams,
    publicUrl: e.PUBLIC_URL,
    mail: e.SMTP_URL === undefined || e.MAIL_FROM === undefined ? undefined : { url: e.SMTP_URL, from: e.MAIL_FROM },
    local,
    demo: local && e.DATABASE_URL === undefined,
    startAt: e.ENCOURS_NOW === undefined ? undefined : Date.parse(e.ENCOURS_NOW),
  };
}

/** What is right alone and wrong together. */
function contradictions(e: Environment, t: FaultTexts): readonly Fault[] {
  const faults = [...slackFaults(e, t), ...teamsFaults(e, t)];
  if (e.NODE_ENV === 'production' && e.ENCOURS_NOW !== undefined) faults.push({ path: 'ENCOURS_NOW', message: t.turnsClock });
  if ((e.SMTP_URL === undefined) !== (e.MAIL_FROM === undefined))
    faults.push({ path: e.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM', message: t.mailHalf });
  return faults;
}

function slackFaults(e: Environment, t: FaultTexts): readonly Fault[] {
  const others = e.SLACK_SIGNING_SECRET ?? e.SLACK_APP_TOKEN;
  if (e.SLACK_BOT_TOKEN !== undefined && others === undefined) return [{ path: 'SLACK_SIGNING_SECRET', message: t.slackWay }];
  if (e.SLACK_BOT_TOKEN === undefined && others !== undefined) return [{ path: 'SLACK_BOT_TOKEN', message: t.slackToken }];
  return [];
}

function slackOf(e: Environment): SlackConfig | undefined {
  if (e.SLACK_BOT_TOKEN === undefined) return undefined;
  return { botToken: e.SLACK_BOT_TOKEN, signingSecret: e.SLACK_SIGNING_SECRET, appToken: e.SLACK_APP_TOKEN, apiUrl: e.SLACK_API_URL };
}

function teamsFaults(e: Environment, t: FaultTexts): readonly Fault[] {
  const others = e.TEAMS_APP_PASSWORD ?? e.TEAMS_CERTIFICATE ?? e.TEAMS_TENANT_ID ?? e.TEAMS_OPENID_URL;
  if (e.TEAMS_APP_ID === undefined) return others === undefined ? [] : [{ path: 'TEAMS_APP_ID', message: t.teamsApp }];
  const faults: Fault[] = [];
  const secrets = [e.TEAMS_APP_PASSWORD, e.TEAMS_CERTIFICATE, e.TEAMS_OPENID_URL];
  if (secrets.every((secret) => secret === undefined)) faults.push({ path: 'TEAMS_APP_PASSWORD', message: t.teamsSecret });
  if (e.TEAMS_TENANT_ID === undefined) faults.push({ path: 'TEAMS_TENANT_ID', message: t.teamsTenant });
  if (e.NODE_ENV === 'production' && e.TEAMS_OPENID_URL !== undefined) faults.push({ path: 'TEAMS_OPENID_URL', message: t.forTests });
  const certificate = e.TEAMS_CERTIFICATE === undefined ? undefined : textOf(e.TEAMS_CERTIFICATE, t);
  if (certificate && 'message' in certificate) faults.push({ path: 'TEAMS_CERTIFICATE', message: certificate.message });
  return faults;
}

function teamsOf(e: Environment): TeamsConfig | undefined {
  if (e.TEAMS_APP_ID === undefined) return undefined;
  return {
    appId: e.TEAMS_APP_ID,
    password: e.TEAMS_APP_PASSWORD,
    certificate: e.TEAMS_CERTIFICATE === undefined ? undefined : readPlain(e.TEAMS_CERTIFICATE),
    tenants: e.TEAMS_TENANT_ID ?? [],
    openIdUrl: e.TEAMS_OPENID_URL,
  };
}

/** The policy's language, also when the rest of it cannot be read. */
export function languageHere(env: NodeJS.ProcessEnv): Locale {
  const file = textOf(env.ENCOURS_POLICY || DEFAULT_POLICY_FILE, faultTexts('fr'));
  return languageOf('text' in file ? file.text : '');
}

/** The text of a file that a variable names, or what is wrong with it. */
function textOf(path: string, t: FaultTexts): { readonly text: string } | { readonly message: string } {
  try {
    return { text: readPlain(path) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (error.code === 'too-large') return { message: t.tooLarge };
    return { message: error.code === 'not-a-file' ? t.notAFile(path) : t.noFile(path) };
  }
}

function readPolicy(
  named: string | undefined,
  t: FaultTexts,
): { readonly policy: Policy; readonly policyFile: string | undefined; readonly faults: readonly Fault[] } {
  const policyFile = named ?? DEFAULT_POLICY_FILE;
  if (named === undefined && !existsSync(policyFile)) return { policy: DEFAULT_POLICY, policyFile: undefined, faults: [] };
  const file = textOf(policyFile, t);
  if ('message' in file)
    return { policy: DEFAULT_POLICY, policyFile: undefined, faults: [{ path: 'ENCOURS_POLICY', message: file.message }] };
  const read = parsePolicy(file.text);
  if ('policy' in read) return { policy: read.policy, policyFile, faults: [] };
  const faults = read.faults.map((fault) => ({ ...fault, path: `${policyFile}: ${fault.path}` }));
  return { policy: DEFAULT_POLICY, policyFile, faults };
}
