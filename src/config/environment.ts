/** The environment: one table of variables gives their check, their default and their row in docs/install.md. */
import { z } from 'zod';
import type { FaultTexts } from '../files/fault-words.ts';

export const DEFAULT_DATABASE = 'file:./encours.db';
export const DEMO_DATABASE = 'file:./encours-demo.db';
export const DEFAULT_POLICY_FILE = './encours.policy.yaml';

interface Variable<T> {
  readonly is: z.ZodType<T>;
  /** Shown when it is not a value: what happens without it. */
  readonly without?: string;
  readonly means: string;
}

export type Environment = { readonly [V in keyof ReturnType<typeof variablesIn>]: z.infer<ReturnType<typeof variablesIn>[V]['is']> };

export function variablesIn(t: FaultTexts) {
  const port = z
    .string()
    .regex(/^\d{1,5}$/, t.port)
    .transform(Number)
    .refine((n) => n <= 65_535, t.port);
  const text = z.string().min(1);
  const begins = (pattern: RegExp, ...words: readonly [string, ...string[]]) => z.string().regex(pattern, t.begins(...words));
  const tenants = z.string().transform((s) => s.split(',').map((part) => part.trim()));
  return {
    DATABASE_URL: {
      is: begins(/^(file:|postgres(ql)?:\/\/)/, 'file:', 'postgresql://').optional(),
      without: `\`${DEFAULT_DATABASE}\``,
      means: `SQLite file or PostgreSQL address; the demo uses \`${DEMO_DATABASE.slice(5)}\` of its own`,
    },
    ENCOURS_DATA: {
      is: text.optional(),
      without: 'beside the SQLite file, else `.`',
      means: 'a folder on this machine for what people did while the database was away; it must outlive the process',
    },
    ENCOURS_POLICY: {
      is: text.optional(),
      without: `\`${DEFAULT_POLICY_FILE}\`, else the French defaults`,
      means: 'the policy file',
    },
    PORT: { is: port.default(3978), means: 'Slack requests, Teams activities, pictures for Teams, health, local workspace' },
    METRICS_PORT: { is: port.optional(), without: 'off', means: 'Prometheus metrics on a port of their own' },
    SLACK_BOT_TOKEN: {
      is: begins(/^xoxb-/, 'xoxb-').optional(),
      means: '`xoxb-…`; with it Slack is on and the local workspace is off',
    },
    SLACK_SIGNING_SECRET: { is: text.optional(), means: 'proves that requests come from Slack (HTTP mode)' },
    SLACK_APP_TOKEN: { is: begins(/^xapp-/, 'xapp-').optional(), means: '`xapp-…`: socket mode instead of HTTP' },
    SLACK_API_URL: { is: z.url().optional(), without: 'Slack’s', means: 'another Web API, for tests' },
    TEAMS_APP_ID: {
      is: z.guid(t.appId).optional(),
      means:
        'application (client) id; with it Teams is on and the local workspace is off. The other Teams variables are refused without it',
    },
    TEAMS_APP_PASSWORD: { is: text.optional(), means: 'the client secret' },
    TEAMS_CERTIFICATE: { is: text.optional(), means: 'instead of the secret, a PEM file with the certificate and its key' },
    TEAMS_TENANT_ID: {
      is: tenants.pipe(z.array(z.guid(t.tenants))).optional(),
      means:
        'Entra tenants whose people may speak to the bot, separated by commas; the first is the app’s own. Activities of others are refused',
    },
    PUBLIC_URL: {
      is: z
        .url()
        .refine((url) => url.startsWith('https:') || isLoopback(url), t.begins('https://'))
        .optional(),
      means:
        'where clients reach the server (`https://…`): pictures of charts for Teams, signed and for 30 days; without it Teams tells charts in words and figures',
    },
    TEAMS_OPENID_URL: {
      is: z.url().refine(isLoopback, t.thisMachine).optional(),
      means: 'a stand-in for Microsoft’s keys on this machine, for tests; refused in production',
    },
    ENCOURS_LOCAL: {
      is: z
        .enum(['0', '1'], t.either('0', '1'))
        .transform((s) => s === '1')
        .optional(),
      without: 'off in production',
      means: '`1` opens the local workspace in production too, when no platform is configured',
    },
    ENCOURS_NOW: {
      is: z.iso.datetime({ offset: true, message: t.instant }).optional(),
      means: 'an instant (`2026-11-23T07:59:50+01:00`) at which the clock starts, to see a morning on any day; refused in production',
    },
    SMTP_URL: {
      is: begins(/^smtps?:\/\/\S+$/, 'smtp://', 'smtps://').optional(),
      means: '`smtp://user:password@host:587` or `smtps://…`, which letters leave through; without both they are drafts and paper',
    },
    MAIL_FROM: { is: z.email(t.email).optional(), means: 'the address that letters leave from' },
    NODE_ENV: {
      is: z.string().optional(),
      means: '`production` (as in the image) refuses what is for tests, and opens the local workspace only when asked',
    },
    LOG_LEVEL: {
      is: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
      means: '`debug`, `info`, `warn`, `error`, `silent`; logs go to stderr and hold no token and no amount',
    },
  } as const satisfies Readonly<Record<string, Variable<unknown>>>;
}

export function environmentIn(t: FaultTexts): z.ZodType<Environment> {
  const shape = Object.entries(variablesIn(t)).map(([name, { is }]) => [name, is]);
  return z.object(Object.fromEntries(shape)) as z.ZodType as z.ZodType<Environment>;
}

/** Every variable with its default and its meaning, as docs/install.md lists them. */
export function variableRows(t: FaultTexts): readonly { readonly name: string; readonly default: string; readonly means: string }[] {
  return Object.entries<Variable<unknown>>(variablesIn(t)).map(([name, { is, without, means }]) => {
    const otherwise = is.safeParse(undefined).data;
    return { name, default: without ?? (otherwise === undefined ? '–' : `\`${otherwise}\``), means };
  });
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);
}
