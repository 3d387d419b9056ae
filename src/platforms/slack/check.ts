/** What an administrator must have right in Slack: the token, its scopes, the channels of the policy, the clock. */
import { webApi } from '@slack/bolt';
import { translate } from './errors.ts';
import { createPeople } from './people.ts';
import { SCOPES } from './scopes.ts';

export interface ChannelCheck {
  readonly id: string;
  readonly name: string;
  /** What to do; undefined when the bot can post there. */
  readonly fault: string | undefined;
}

export interface SlackCheck {
  readonly team: string;
  /** Empty when Slack does not say what the token may do. */
  readonly missingScopes: readonly string[];
  readonly channels: readonly ChannelCheck[];
  /** Epoch ms, to the second; undefined when Slack does not say. */
  readonly serverTime: number | undefined;
}

const API_TIMEOUT = 15_000;

/** Asks Slack. Throws a PlatformError when the token does not work or Slack cannot be reached. */
export async function checkSlack(
  config: { readonly botToken: string; readonly apiUrl?: string | undefined },
  channelIds: readonly string[],
): Promise<SlackCheck> {
  let serverTime: number | undefined;
  const web = new webApi.WebClient(config.botToken, {
    ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: API_TIMEOUT,
    logLevel: webApi.LogLevel.ERROR,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) serverTime = date;
      return response;
    },
  });
  const me = await createPeople(web).me();
  const channels: ChannelCheck[] = [];
  for (const id of new Set(channelIds)) channels.push(await checkChannel(web, id));
  return { team: me.teamName, missingScopes: me.scopes ? SCOPES.filter((scope) => !me.scopes?.includes(scope)) : [], channels, serverTime };
}

async function checkChannel(web: webApi.WebClient, id: string): Promise<ChannelCheck> {
  try {
    const { channel } = await web.conversations.info({ channel: id });
    const name = channel?.name ?? id;
    if (channel?.is_archived)
      return { id, name, fault: `#${name}: the channel is archived: unarchive it, or name another one in the policy` };
    if (channel?.is_member === false) return { id, name, fault: `#${name}: the bot is not in the channel: invite it with /invite` };
    return { id, name, fault: undefined };
  } catch (error) {
    return { id, name: id, fault: translate(error, `channel ${id}`, 'ask').message };
  }
}
