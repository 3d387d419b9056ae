/** What Teams accepts and how often; sources: learn.microsoft.com/microsoftteams/platform, "Rate limiting", "Format your bot messages", "User-specific views", "Cards reference". */

/** Bytes of a card's JSON. Teams refuses a message over about 28 KB; the rest of the activity needs room too. */
export const MAX_CARD = 26_000;
/** Rows of one table: more are a scroll of their own on a phone. */
export const MAX_ROWS = 40;
/** Buttons of one row, as every client draws them. */
export const BUTTONS_PER_ROW = 5;
/** Ids in a card's `refresh.userIds`. */
export const MAX_REFRESHERS = 60;
/** Characters of an activity's summary (what a notification shows). */
export const MAX_SUMMARY = 500;
/** Results of a message extension's query on one page. */
export const MAX_RESULTS = 25;

/** Bytes of an incoming activity: a message with its quoted content is far below. */
export const MAX_BODY = 1024 * 1024;
/** Teams waits about ten seconds for the answer to an invoke; a person is told within three that it arrived, the way to Teams and back included. */
export const INVOKE_WAIT = 1_800;

/** So many messages to one conversation within so many ms: one limit for each thread, whatever is sent there. */
export const THREAD_WINDOWS: readonly (readonly [ms: number, messages: number])[] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
];
/** Requests of one app in one tenant. */
export const TENANT_WINDOWS: readonly (readonly [ms: number, requests: number])[] = [[1_000, 50]];
