/** A run: one letter to a whole segment, debtor by debtor, each in an act of its own, so that a second run goes on where the first one stopped. */
import { type Act, type Asked, act } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import { isoDay } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { keepLetter } from './keep-letter.ts';
import type { Letter } from './letter.ts';
import { letterTexts } from './letters.text.ts';
import type { PaperFile } from './mail-room.ts';
import { askedBy, planRun, type Run, sizeOf } from './plan-run.ts';
import { lettersIn } from './ports.ts';
import { type LetterHouse, needWriter, type Writer, writerOf } from './writer.ts';

export interface RunRequest {
  /** The segment, then the letter. */
  readonly words: string;
  /** The run that was confirmed (`Run.digest`); left out by whoever asks for it without a look. */
  readonly seen?: string;
}

export interface RunResult {
  readonly made: readonly Letter[];
  /** Debtors who were written to meanwhile. */
  readonly again: readonly Debtor[];
  readonly files: readonly PaperFile[];
  /** What ended the run before its last letter: the letters that were made are there all the same. */
  readonly fault?: unknown;
}

/** Makes every letter of the run; without a result when more, or other, letters would leave than were confirmed. Throws DomainError as `planRun` does. */
export async function runLetters(
  house: LetterHouse,
  asked: Asked,
  { words, seen }: RunRequest,
  progress: (done: number, of: number) => Promise<void> = async () => {},
): Promise<{ readonly run: Run; readonly result?: RunResult }> {
  const writer = writerOf(house, asked);
  const run = await planRun(house, asked, words);
  const confirmed = seen ?? run.digest;
  // Fewer, because the others are done already, go on.
  if (run.letters.length > 0 && run.digest !== confirmed && !(await isRestOf(writer, run, confirmed))) return { run };
  const id = runId(writer, run, confirmed, asked.key ?? String(house.clock.now()));
  const result = await carryOut(writer, run, id, progress);
  if (result.files.length > 0 && writer.person && house.platforms.length > 0) await bringArchive(writer, run, id, result.files);
  return { run, result };
}

/** The name of a run that was confirmed; `key` tells its presses apart. */
function runId({ day }: Writer, run: Run, seen: string, key: string): string {
  return `${run.segment.replaceAll(':', ' ')}:${run.template.name}:${isoDay(day)}:${seen}:${key}`;
}

/** Whether the plan is what is left of the run that was confirmed as `seen` and stopped halfway: with what was made of it, it is as many letters for as much. */
async function isRestOf(writer: Writer, run: Run, seen: string): Promise<boolean> {
  const { read, day } = writer;
  const made = (await lettersIn(read).find({ day, template: run.template.name })).filter(
    (row) => row.status !== 'failed' && row.run?.startsWith(runId(writer, run, seen, '')),
  );
  const asked = made.map((row) => ({ currency: row.currency, minor: row.principal + (row.interest ?? 0n) + (row.indemnity ?? 0n) }));
  return made.length > 0 && seen.endsWith(`.${sizeOf([...asked, ...askedBy(run.letters)])}`);
}

/** A fault ends it and is told beside what was made. A crash in between leaves those that are made; the next plan leaves them out as written to today. */
async function carryOut(writer: Writer, run: Run, id: string, progress: (done: number, of: number) => Promise<void>): Promise<RunResult> {
  const made: Letter[] = [];
  const again: Debtor[] = [];
  const files: PaperFile[] = [];
  try {
    for (const [i, { debtor, letter }] of run.letters.entries()) {
      if (i > 0 && i % 20 === 0) await progress(i, run.letters.length);
      const kept = await keepLetter(writer, { letter, how: run.how, run: id });
      if ('again' in kept) again.push(debtor);
      else {
        made.push(letter);
        if (run.how !== 'send') files.push(kept.file);
      }
    }
  } catch (fault) {
    return { made, again, files, fault };
  }
  return { made, again, files };
}

/** Letters of paper, and drafts, come to whoever made them in one archive. */
async function bringArchive(
  { house, asked, mailRoom, day, locale }: Writer,
  run: Run,
  id: string,
  files: readonly PaperFile[],
): Promise<void> {
  const bytes = await mailRoom.zip(files);
  const name = `${run.template.name}-${isoDay(day)}.zip`;
  const title = letterTexts(locale).run.title(run.template.title, run.segment);
  await act(house, { ...asked, locale, day }, async (under: Act) => {
    needWriter(under.need, locale);
    const file = await under.keep({ subject: `letters:${id}`, debtorId: null, name, mime: 'application/zip', bytes });
    if (under.person)
      await under.tell(under.person.id, `letters:${id}:file`, { ...sentence(title, locale), amounts: true }, { file: file.id });
  });
}
