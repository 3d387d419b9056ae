/** Slack's faults, translated once: what the outbox may do next, and what an administrator must do. */
import { webApi } from '@slack/bolt';
import { PlatformError } from '../../core/desk/outbox.ts';
import { reason, unsent } from '../network.ts';

/** What a call does: a `post` whose answer was lost may have been made; asking again does no harm for anything else. */
export type Doing = 'post' | 'ask';

/** What to do about faults that no second try mends (docs.slack.dev, reference/methods, "Errors" of each method). */
const ADVICE: Readonly<Record<string, string>> = {
  channel_not_found:
    'there is no such channel, or it is private and the bot is not in it: check the channel id in the policy and invite the bot with /invite',
  not_in_channel: 'the bot is not in the channel: invite it with /invite',
  is_archived: 'the channel is archived: unarchive it, or name another one in the policy',
  restricted_action: 'the workspace does not let the app post there: ask a workspace administrator to allow it',
  restricted_action_read_only_channel: 'the channel is read-only for the app: allow it to post in the channel settings',
  restricted_action_thread_only_channel: 'the channel only takes replies in threads: name another one in the policy',
  restricted_action_non_threadable_channel: 'the channel has no threads: name another one in the policy',
  cannot_dm_bot: 'that member is a bot: correct the roster',
  user_not_found: 'there is no such member: correct the roster',
  user_not_visible: 'the app may not see that member: ask a workspace administrator',
  user_disabled: 'that member is deactivated: correct the roster',
  users_not_found: 'there is no such member: correct the roster',
  messages_tab_disabled: 'direct messages to the bot are off: enable the Messages tab under App Home (see manifests/slack)',
  not_authed: 'no token was sent: set SLACK_BOT_TOKEN',
  invalid_auth: 'Slack does not know the token: set SLACK_BOT_TOKEN to the bot token (xoxb-…) under OAuth & Permissions',
  account_inactive: 'the app was removed from the workspace, or its token belongs to a deleted account: install the app again',
  token_revoked: 'the token was revoked: install the app again and set SLACK_BOT_TOKEN',
  token_expired: 'the token has expired: turn token rotation off (see manifests/slack) and set SLACK_BOT_TOKEN',
  no_permission: 'the token has no permission for this: install the app again with the scopes of manifests/slack',
  not_allowed_token_type: 'the token is of the wrong kind: set SLACK_BOT_TOKEN to a bot token (xoxb-…)',
  missing_scope: 'the app lacks a permission: add the scopes of manifests/slack under OAuth & Permissions and install the app again',
  ekm_access_denied: 'an administrator suspended the app’s access to messages',
  message_not_found: 'the message is gone: someone deleted it',
  cant_update_message: 'the message is not one of the bot’s',
  edit_window_closed: 'the message is too old to be changed',
  thread_not_found: 'the message that opened the thread is gone',
};

/** Slack did not do it, and may later. */
const LATER = new Set([
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
  'accesslimited',
  'access_limited',
]);
/** Slack says that it may have done part of it. */
const PERHAPS = new Set(['internal_error', 'fatal_error']);
const LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** Without a number from Slack: half a minute, in ms. */
const DEFAULT_WAIT = 30_000;

/** `what` names the call for the log ("chat.postMessage to C01"). Never throws; a PlatformError stays what it is. */
export function translate(error: unknown, what: string, doing: Doing): PlatformError {
  if (error instanceof PlatformError) return error;
  const unsure = doing === 'post' ? 'lost' : 'retry';
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(what, error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return ofSlack(error, what, unsure);
  if (error instanceof webApi.WebAPIHTTPError) return new PlatformError(unsure, `${what}: Slack answered with HTTP ${error.statusCode}`);
  if (error instanceof Error && error.message.includes('Retry header did not contain')) return limited(what, DEFAULT_WAIT);
  if (unsent(error)) return new PlatformError('retry', `${what}: Slack cannot be reached (${reason(error)})`);
  return new PlatformError(unsure, `${what}: the answer was lost (${reason(error)})`);
}

function ofSlack(error: webApi.WebAPIPlatformError, what: string, unsure: 'lost' | 'retry'): PlatformError {
  const code = String(error.data.error);
  if (LIMITED.has(code)) return limited(what, DEFAULT_WAIT);
  if (LATER.has(code)) return new PlatformError('retry', `${what}: Slack said ${code}`);
  // A body that is no JSON (a proxy's page) arrives here as one long "code".
  if (PERHAPS.has(code) || !/^[a-z0-9_]{1,80}$/.test(code)) return new PlatformError(unsure, `${what}: Slack said ${code.slice(0, 80)}`);
  // A fresh upload may not be usable yet: nothing was posted (slackapi/slack-github-action#413).
  const details = error.data.response_metadata?.messages?.join('; ') ?? '';
  if (code === 'invalid_blocks' && /slack.?file/i.test(details))
    return new PlatformError('retry', `${what}: Slack is not done with the uploaded picture`);
  const needed = code === 'missing_scope' && 'needed' in error.data ? ` (${String(error.data.needed)})` : '';
  return new PlatformError('refused', `${what}: Slack said ${code}${needed}: ${ADVICE[code] ?? (details || 'see docs.slack.dev')}`);
}

function limited(what: string, retryAfter: number): PlatformError {
  return new PlatformError('rate-limited', `${what}: Slack asks to wait ${Math.ceil(retryAfter / 1000)} s`, Math.max(1000, retryAfter));
}
