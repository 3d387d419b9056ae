/** The command line's evidence file: as paper, or as an archive with its originals. */
import type { Command } from 'commander';
import { evidenceTexts } from '../core/evidence/evidence.text.ts';
import { takeEvidence } from '../core/evidence/make-evidence.ts';
import type { Evidence } from '../core/evidence/read-evidence.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { LetterHouse } from '../core/letters/writer.ts';
import { answer, type Context, withStore, writeOut } from './context.ts';
import { theDebtor } from './history.ts';
import { shellOf } from './letters.ts';

async function evidenceCommand(context: Context, words: readonly string[], { out }: { readonly out: string }): Promise<void> {
  const as = /\.zip$/i.test(out) ? 'archive' : /\.pdf$/i.test(out) ? 'paper' : undefined;
  if (!as) throw new DomainError('bad-input', evidenceTexts(context.config.policy.language).out);
  await withStore(context, async (store) => {
    const { debtor, head, originals, bytes } = await evidenceFromShell(shellOf(context, store), words, as);
    writeOut(context, out, bytes);
    const json = {
      file: out,
      debtor: debtor.code,
      head: head ? `${head.seq}:${head.hash}` : null,
      originals: originals.map(({ id, name, sha256 }) => ({ id, name, sha256 })),
    };
    answer(context, json, () => `${out}\n`);
  });
}

export async function evidenceFromShell(
  house: LetterHouse,
  words: readonly string[],
  as: 'paper' | 'archive',
): Promise<Evidence & { readonly bytes: Uint8Array }> {
  const locale = house.policy.language;
  const { debtor } = await theDebtor(house.store.read, words, locale);
  const { evidence, bytes } = await takeEvidence(house, { by: 'system:command-line', locale }, debtor.id, as);
  return { ...evidence, bytes };
}

type Add = (name: string, description: string) => Command;
type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `evidence`. */
export function addEvidenceCommands(add: Add, run: Run): void {
  add('evidence <debtor...>', 'the file that a judge reads: account, interest, promises, disputes, votes, letters, timeline, hashes')
    .requiredOption('--out <file>', '.pdf, or .zip with the originals')
    .action((words: string[], flags: { out: string }, command: Command) =>
      run(command, (context) => evidenceCommand(context, words, flags)),
    );
}
