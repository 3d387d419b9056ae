/** Errors of a platform as the log wants them. */
import { PlatformError } from '../core/desk/outbox.ts';

/** A fault of the platform in its one sentence; our own with its stack. */
export function cause(error: unknown): { readonly cause: string } {
  if (error instanceof PlatformError) return { cause: error.message };
  return { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
