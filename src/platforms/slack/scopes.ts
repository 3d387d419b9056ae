/** What the app may do in a workspace and why: each Web API method and event that the code uses, with the permission that Slack wants for it. A test holds the manifest and the sources against these lists. */

/** Bot scopes by method (docs.slack.dev, reference/methods). Views and auth.test want none. */
export const METHOD_SCOPES = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  // Who reads a channel, before amounts are shown in it.
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  // Was a message posted before a crash?
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  // Pictures of charts; ledger files dropped into a direct message.
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  // The roster goes by e-mail address at first contact.
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.update': [],
} as const satisfies Record<string, readonly string[]>;

/** Subscribed events with their scopes (docs.slack.dev, reference/events). */
export const EVENT_SCOPES = {
  app_mention: ['app_mentions:read'],
  user_change: ['users:read'],
  // Replies in the threads of the bot's messages: the case's room.
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
} as const satisfies Record<string, readonly string[]>;

/** Every bot scope of the manifest, sorted; slash commands and shortcuts need `commands`. */
export const SCOPES: readonly string[] = [
  ...new Set<string>(['commands', ...Object.values(METHOD_SCOPES).flat(), ...Object.values(EVENT_SCOPES).flat()]),
].sort();
