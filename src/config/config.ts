/** The environment and the policy file, read once at start; every fault is listed with its path, and secrets are never repeated. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CompanyPolicy as Policy } from '../core/features.ts';
import { DEFAULT_POLICY } from '../core/features.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { checkedIn, faultIn } from '../files/fault-words.ts';
import type { Fault } from './fault.ts';
import { languageOf, parsePolicy } from './policy-file.ts';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((n) => n <= 65_535, 'must be a port number');
const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((s) => s === '1');

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must begin with file: or postgresql://')
    .optional(),
  ENCOURS_POLICY: z.string().min(1).optional(),
  PORT: port.default(3978),
  METRICS_PORT: port.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
  ENCOURS_LOCAL: flag.optional(),
  ENCOURS_NOW: z.iso.datetime({ offset: true, message: 'must be an instant such as 2026-11-23T07:59:50+01:00' }).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
  SLACK_API_URL: z.url().optional(),
  TEAMS_APP_ID: z.guid('must be the application (client) id').optional(),
  TEAMS_APP_PASSWORD: z.string().min(1).optional(),
  TEAMS_CERTIFICATE: z.string().min(1).optional(),
  TEAMS_TENANT_ID: z
    .string()
    .transform((s) => s.split(',').map((part) => part.trim()))
    .pipe(z.array(z.guid('must be tenant ids, separated by commas')))
    .optional(),
  TEAMS_OPENID_URL: z.url().refine(isLoopback, 'must be an address of this machine: it is for tests').optional(),
  PUBLIC_URL: z
    .url()
    .refine((url) => url.startsWith('https:') || isLoopback(url), 'must begin with https://')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
});

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);
}

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string | undefined;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
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

export const DEFAULT_DATABASE = 'file:./encours.db';
export const DEMO_DATABASE = 'file:./encours-demo.db';
const DEFAULT_POLICY_FILE = './encours.policy.yaml';

/** Reads everything; throws one DomainError that lists all faults (environment and policy) with their paths. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is one that is not set: that is how compose files and shells clear them.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const locale = languageAt(given.ENCOURS_POLICY ?? DEFAULT_POLICY_FILE);
  const parsed = checkedIn(locale, environment, given);
  const faults: Fault[] = parsed.success ? [] : parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message }));
  const policy = readPolicy(given.ENCOURS_POLICY, faults);
  const e = parsed.data;
  const production = e?.NODE_ENV === 'production';
  if (e) faults.push(...slackFaults(e), ...teamsFaults(e, production));
  if (production && e?.ENCOURS_NOW !== undefined)
    faults.push({ path: 'ENCOURS_NOW', message: 'turns the clock and is refused in production' });
  if ((e?.SMTP_URL === undefined) !== (e?.MAIL_FROM === undefined)) {
    const missing = e?.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM';
    faults.push({ path: missing, message: 'is missing: letters leave only with both SMTP_URL and MAIL_FROM' });
  }
  if (faults.length > 0 || !e) throw configError(faults, locale);
  const [slack, teams] = [slackOf(e), teamsOf(e)];
  const local = slack === undefined && teams === undefined && (!production || e.ENCOURS_LOCAL === true);
  return {
    databaseUrl: e.DATABASE_URL ?? DEFAULT_DATABASE,
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

type Environment = z.infer<typeof environment>;

function slackFaults(e: Environment): readonly Fault[] {
  const others = e.SLACK_SIGNING_SECRET ?? e.SLACK_APP_TOKEN;
  if (e.SLACK_BOT_TOKEN !== undefined && others === undefined)
    return [{ path: 'SLACK_SIGNING_SECRET', message: 'is missing: Slack needs it (HTTP), or SLACK_APP_TOKEN (socket mode)' }];
  if (e.SLACK_BOT_TOKEN === undefined && others !== undefined)
    return [{ path: 'SLACK_BOT_TOKEN', message: 'is missing: the other Slack variables are of no use without it' }];
  return [];
}

function slackOf(e: Environment): SlackConfig | undefined {
  if (e.SLACK_BOT_TOKEN === undefined) return undefined;
  return { botToken: e.SLACK_BOT_TOKEN, signingSecret: e.SLACK_SIGNING_SECRET, appToken: e.SLACK_APP_TOKEN, apiUrl: e.SLACK_API_URL };
}

function teamsFaults(e: Environment, production: boolean): readonly Fault[] {
  const others = e.TEAMS_APP_PASSWORD ?? e.TEAMS_CERTIFICATE ?? e.TEAMS_TENANT_ID ?? e.TEAMS_OPENID_URL;
  if (e.TEAMS_APP_ID === undefined)
    return others === undefined ? [] : [{ path: 'TEAMS_APP_ID', message: 'is missing: without it anybody could speak to the bot' }];
  const faults: Fault[] = [];
  const secrets = [e.TEAMS_APP_PASSWORD, e.TEAMS_CERTIFICATE, e.TEAMS_OPENID_URL];
  if (secrets.every((secret) => secret === undefined))
    faults.push({ path: 'TEAMS_APP_PASSWORD', message: 'is missing: Teams needs it, or TEAMS_CERTIFICATE' });
  if (e.TEAMS_TENANT_ID === undefined)
    faults.push({ path: 'TEAMS_TENANT_ID', message: 'is missing: it says whose people may speak to the bot' });
  if (production && e.TEAMS_OPENID_URL !== undefined)
    faults.push({ path: 'TEAMS_OPENID_URL', message: 'stands in for Microsoft in tests and is refused in production' });
  if (e.TEAMS_CERTIFICATE !== undefined && !existsSync(e.TEAMS_CERTIFICATE))
    faults.push({ path: 'TEAMS_CERTIFICATE', message: `names a file that is not there: ${e.TEAMS_CERTIFICATE}` });
  return faults;
}

function teamsOf(e: Environment): TeamsConfig | undefined {
  if (e.TEAMS_APP_ID === undefined) return undefined;
  return {
    appId: e.TEAMS_APP_ID,
    password: e.TEAMS_APP_PASSWORD,
    certificate: e.TEAMS_CERTIFICATE === undefined ? undefined : readFileSync(e.TEAMS_CERTIFICATE, 'utf8'),
    tenants: e.TEAMS_TENANT_ID ?? [],
    openIdUrl: e.TEAMS_OPENID_URL,
  };
}

/** One line for each fault; those of the policy are in its language already. */
function configError(faults: readonly Fault[], locale: Locale): DomainError {
  const said = faults.map((f) => ({ path: f.path, message: faultIn(locale, f.message) }));
  return new DomainError('bad-config', said.map((f) => `${f.path}: ${f.message}`).join('\n'), said);
}

function languageAt(policyFile: string): Locale {
  return languageOf(existsSync(policyFile) ? readFileSync(policyFile, 'utf8') : '');
}

function readPolicy(named: string | undefined, faults: Fault[]): { policy: Policy; policyFile: string | undefined } {
  const file = named ?? DEFAULT_POLICY_FILE;
  if (!existsSync(file)) {
    if (named !== undefined) faults.push({ path: 'ENCOURS_POLICY', message: `names a file that is not there: ${named}` });
    return { policy: DEFAULT_POLICY, policyFile: undefined };
  }
  const result = parsePolicy(readFileSync(file, 'utf8'));
  if ('policy' in result) return { policy: result.policy, policyFile: file };
  faults.push(...result.faults.map((f) => ({ path: `${file}: ${f.path}`, message: f.message })));
  return { policy: DEFAULT_POLICY, policyFile: file };
}
