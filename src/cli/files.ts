/** The command line's kept files: what belongs to a dispute or a vote, and one of them written out. */
import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { type KeptFileInfo, servedFile } from '../core/desk/kept-files.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { answer, type Context, withStore, writeOut } from './context.ts';
import { cliTexts } from './texts.ts';

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

const fileJson = ({ at, ...file }: KeptFileInfo) => ({ ...file, at: new Date(at).toISOString() });

async function getCommand(context: Context, id: number, flags: { readonly out?: string }): Promise<void> {
  await withStore(context, async ({ read }) => {
    const found = await servedFile(read.files, id, context.config.policy.language);
    if (!found) throw new DomainError('gone', cliTexts(context.config.policy.language).noFile(id));
    const { info, bytes } = found;
    // A name that people gave never leads out of this folder, nor takes the place of a file in it.
    const out = flags.out ?? info.name.replace(/[/\\]|^\.+/g, '_');
    if (flags.out === undefined && existsSync(out))
      throw new DomainError('conflict', cliTexts(context.config.policy.language).fileThere(out));
    writeOut(context, out, bytes);
    answer(context, { file: out, kept: fileJson(info) }, () => `${out}\n`);
  });
}

async function listCommand(context: Context, subject: string): Promise<void> {
  await withStore(context, async ({ read }) => {
    const files = await read.files.of(subject);
    answer(context, { files: files.map(fileJson) }, () =>
      files.length === 0
        ? `${cliTexts(context.config.policy.language).noFiles(subject)}\n`
        : files.map((f) => `${f.id}  ${f.name}  ${f.size}  ${f.actor}  ${f.sha256}\n`).join(''),
    );
  });
}

function whole(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('must be the number of a file');
  return n;
}

/** Adds `file …` to the program. */
export function addFileCommands(root: Command, run: Run): void {
  const file = root.command('file').description('exhibits of disputes, minutes of votes').exitOverride();
  const add = (name: string, description: string): Command =>
    file.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  add('list', 'what belongs to a case')
    .argument('<subject>', 'dispute:N or motion:N')
    .action((subject: string, _: unknown, command: Command) => run(command, (context) => listCommand(context, subject)));
  add('get', 'writes one of them out')
    .argument('<number>', 'its number', whole)
    .option('--out <file>', 'where to; its own name here when left out')
    .action((id: number, flags: { out?: string }, command: Command) => run(command, (context) => getCommand(context, id, flags)));
}
