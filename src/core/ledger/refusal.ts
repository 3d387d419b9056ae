/** What a refused file says to whoever brought it. */
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { FileFault } from './file-fault.ts';
import { ledgerTexts } from './texts.ts';

/** A file's fault as a refusal in the reader's language; anything else as it is. */
export function asRefusal(error: unknown, file: string, locale: Locale): unknown {
  if (!(error instanceof FileFault)) return error;
  const t = ledgerTexts(locale);
  const { code, details } = error;
  return new DomainError('bad-file', t.refusedFile(file, t.fileFault[code](details)), { fault: code, ...details });
}
