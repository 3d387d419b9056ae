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

/** What the administrator reads of a fault: where it came from when that is known, else what it says. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a fault says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
