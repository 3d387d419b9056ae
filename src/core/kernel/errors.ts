/** The one kind of refusal: a code for programs, a sentence for people (made by text/*), details for machines. Anything else that is thrown is our fault. */

export type ErrorCode =
  | 'unknown-debtor'
  | 'unknown-item'
  | 'unknown-person'
  | 'not-on-roster'
  | 'not-allowed'
  | 'bad-intent'
  | 'bad-input'
  | 'bad-file'
  | 'bad-policy'
  | 'bad-config'
  | 'outsiders'
  | 'gone'
  | 'conflict'
  | 'demo-database'
  | 'unavailable';

/** A refusal that the user can mend. `message` is one sentence in the reader's language that says what is wrong and what to do. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

/** Something stands in the way that passes by itself (a database that is away, a platform that is slow): what was to be done is to be tried again, and may have been done. */
export class NotNow extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NotNow';
  }
}

/** What the administrator reads of a fault: where it came from when that is known, else what it says. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a fault says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
