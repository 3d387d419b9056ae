/** Teams's faults, translated once: what the outbox may do next, and what an administrator must do. */
import { PlatformError } from '../../core/desk/outbox.ts';
import { reason, unsent } from '../network.ts';

/** What a call does: a `post` whose answer was lost may have been made; asking again does no harm for anything else. */
export type Doing = 'post' | 'ask';

/** Error codes of the Bot Connector that no second try mends ("Bot error codes" of the Teams documentation), with what to do. */
const ADVICE: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'the bot is not in the conversation: add the app to the team or chat (manifests/teams)',
  BotDisabledByAdmin: 'an administrator has blocked the app: allow it in the Teams admin centre under Manage apps',
  MessageWritesBlocked: 'the person has blocked or removed the bot: they must add the app again',
  ConversationBlockedByUser: 'the person has blocked the bot: they must unblock it in their private conversation',
  ForbiddenOperationException: 'the app is not installed there: add it to the team, or let the person add it',
  InvalidBotApiHost: 'the conversation belongs to another cloud: check the tenant of the app registration',
  ConversationNotFound: 'there is no such conversation: check the channel id in the policy, and that the app is in its team',
  MemberNotFoundInConversation: 'the person is not in the conversation',
  MessageSizeTooBig: 'the message is larger than Teams accepts',
  BadSyntax: 'Teams cannot read the message',
  NotEnoughPermissions: 'the app lacks a permission: install it again with the manifest of manifests/teams',
  Unauthorized: 'Teams does not accept the app’s token: check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID',
};

/** Statuses after which Microsoft asks to try again ("Rate limiting"): the message was not taken. */
const AGAIN = new Set([412, 502, 503, 504]);
/** Without a number from Teams the outbox's own back-off decides; a lane stays closed for a second. */
const LEAST_WAIT = 1_000;

/** What Teams answered, as a fault. `what` names the call for the log. */
export function ofStatus(status: number, body: unknown, retryAfter: string | null, what: string, doing: Doing): PlatformError {
  const { code, message } = errorOf(body);
  const said = `${what}: Teams answered ${status}${code ? ` ${code}` : ''}`;
  if (status === 429) return new PlatformError('rate-limited', said, waitOf(retryAfter));
  if (AGAIN.has(status)) return new PlatformError('retry', said);
  // The test client says 500 where Teams says 404.
  if (status >= 500 && ADVICE[code] === undefined) return new PlatformError(doing === 'post' ? 'lost' : 'retry', said);
  if (status === 408) return new PlatformError(doing === 'post' ? 'lost' : 'retry', said);
  const advice = ADVICE[code] ?? (status === 401 ? ADVICE.Unauthorized : undefined) ?? message;
  return new PlatformError('refused', advice ? `${said}: ${advice}` : said);
}

/** A call that brought no answer. Never throws; a PlatformError stays what it is. */
export function translate(error: unknown, what: string, doing: Doing): PlatformError {
  if (error instanceof PlatformError) return error;
  if (unsent(error)) return new PlatformError('retry', `${what}: Teams cannot be reached (${reason(error)})`);
  return new PlatformError(doing === 'post' ? 'lost' : 'retry', `${what}: the answer was lost (${reason(error)})`);
}

/** Undefined without a readable header: seconds, or a date. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(LEAST_WAIT, ms);
}

function errorOf(body: unknown): { readonly code: string; readonly message: string } {
  const error = field(body, 'error') ?? body;
  const [code, message] = [field(error, 'code'), field(error, 'message')];
  return { code: typeof code === 'string' ? code.slice(0, 80) : '', message: typeof message === 'string' ? message.slice(0, 200) : '' };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
