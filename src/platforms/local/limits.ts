/** What the local workspace takes and shows at most; whatever lies beyond is refused with a sentence or cut visibly. */

/** Bytes of a JSON request. */
export const MAX_JSON = 64 * 1024;
/** Characters of one message. */
export const MAX_TEXT = 4_000;
/** Characters of one answer of a form. */
export const MAX_ANSWER = 10_000;
/** Bytes of a dropped file. */
export const MAX_FILE = 512 * 1024 * 1024;
/** Files of one drop, and files kept for the bot to read (the oldest leaves first). */
export const MAX_DROP = 10;
export const MAX_KEPT_FILES = 20;
/** Bytes of a drawn card: the page draws far more than Teams carries, so only rows beyond what a person reads are cut. */
export const MAX_CARD = 256 * 1024;
export const MAX_ROWS = 60;
/** Messages that one request gives. */
export const PAGE_SIZE = 60;
/** Pages listening at once. */
export const MAX_LISTENERS = 64;
/** Answers kept so that a request sent twice is answered twice and acted on once. */
export const MAX_REMEMBERED = 500;
/** Painted charts kept in memory. */
export const MAX_PAINTED = 64;
/** Milliseconds between two signs of life on the stream; also how often a page learns the time. */
export const HEARTBEAT = 10_000;
