/** Errors of a platform as the log wants them. */
import { PlatformError } from '../core/desk/outbox.ts';
import { causeOf } from '../core/kernel/errors.ts';

/** A fault of the platform in its one sentence; our own with its stack. */
export function cause(error: unknown): { readonly cause: string } {
  if (error instanceof PlatformError) return { cause: error.message };
  return { cause: causeOf(error) };
}
