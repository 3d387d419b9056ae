/** Faults of the machine that whoever runs the command can mend, as one sentence each: a disk that is full, a folder that may not be written, a database that is away, a font that is missing. */
import { ChartError } from '../charts/painter.ts';
import { DomainError, type ErrorCode } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { StoreError } from '../store/errors.ts';
import { cliTexts } from './texts.ts';

type Sort = 'full' | 'denied' | 'files' | 'database';

/** What the system, SQLite and PostgreSQL call it, as a code or within a message. */
const SORTS: readonly (readonly [Sort, RegExp])[] = [
  ['full', /\b(?:ENOSPC|EDQUOT|SQLITE_FULL|database or disk is full|53100)\b/],
  ['denied', /\b(?:EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM|readonly database|read-only file system)\b/],
  ['files', /\b(?:EMFILE|ENFILE)\b/],
  ['database', /\b(?:SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_CANTOPEN|malformed|ECONNREFUSED|DatabaseNotReachable|P1001|P1017)\b/],
];

/** The refusal that a fault amounts to; undefined when it is ours. */
export async function mendable(error: unknown, locale: Locale): Promise<DomainError | undefined> {
  if (error instanceof DomainError) return error;
  const said = everythingOf(error);
  const sort = SORTS.find(([, pattern]) => pattern.test(said))?.[0];
  if (sort) return new DomainError('unavailable', cliTexts(locale).machine[sort]);
  if (error instanceof StoreError) return new DomainError(CODES[error.code], error.message);
  return error instanceof ChartError && (await fontsMissing()) ? new DomainError('unavailable', cliTexts(locale).machine.fonts) : undefined;
}

const CODES: Readonly<Record<StoreError['code'], ErrorCode>> = {
  'bad-config': 'bad-config',
  unavailable: 'unavailable',
  'newer-database': 'conflict',
};

/** Codes and messages of a fault and of those that it came from. */
function everythingOf(error: unknown): string {
  const parts: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++)
    parts.push('code' in at ? String(at.code) : '', at.message, 'meta' in at ? (JSON.stringify(at.meta) ?? '') : '');
  return parts.join('\n');
}

async function fontsMissing(): Promise<boolean> {
  const { registerFonts } = await import('../charts/fonts.ts');
  try {
    registerFonts();
    return false;
  } catch {
    return true;
  }
}
