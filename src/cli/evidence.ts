/** The command line's evidence file: as paper, or as an archive with its originals. */

import type { Command } from 'commander';
import { calendarOf } from '../config/calendar.ts';
import { evidenceTexts } from '../core/evidence/evidence.text.ts';
import { archiveOf, makeEvidence, noteEvidence } from '../core/evidence/make-evidence.ts';
import { FEATURES } from '../core/features.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { mailRoomOf } from '../mail/mail-room.ts';
import { answer, type Context, withStore, writeOut } from './context.ts';
import { theDebtor } from './history.ts';

async function evidenceCommand(context: Context, words: readonly string[], flags: { readonly out: string }): Promise<void> {
  const { config } = context;
  const { policy } = config;
  const locale = policy.language;
  if (!/\.(pdf|zip)$/i.test(flags.out)) throw new DomainError('bad-input', evidenceTexts(locale).out);
  await withStore(context, async (store) => {
    const { debtor } = await theDebtor(store.read, words, locale);
    const now = config.startAt ?? Date.now();
    const mailRoom = mailRoomOf(config);
    const made = await makeEvidence(store.read, mailRoom, debtor, {
      policy,
      features: FEATURES,
      calendar: calendarOf(policy.country, policy.region),
      now,
      locale,
    });
    const bytes = /\.zip$/i.test(flags.out) ? await archiveOf(store.read, mailRoom, made) : made.pdf.bytes;
    await store.transact((tx) => noteEvidence(tx, made.evidence, { at: now, actor: 'system:command-line' }));
    writeOut(context, flags.out, bytes);
    const { head, originals } = made.evidence;
    const json = {
      file: flags.out,
      debtor: debtor.code,
      head: head ? `${head.seq}:${head.hash}` : null,
      originals: originals.map(({ id, name, sha256 }) => ({ id, name, sha256 })),
    };
    answer(context, json, () => `${flags.out}\n`);
  });
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
