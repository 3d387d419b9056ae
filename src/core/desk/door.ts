/** Where what people do enters the core: every text of it is cleaned here, once, so that nothing behind this door meets a broken one. */
import { cleanLine, fileName, heard } from '../kernel/clean.ts';
import type { Happening, InboundEvent, SharedFile } from './inbound.ts';
import { MAX_SAID } from './turn.ts';

/** Longer than what is kept of it: a command names the account and the act before what was said. */
const MAX_COMMAND = MAX_SAID + 1000;

export function cleaned(event: InboundEvent): InboundEvent {
  return { ...event, happening: cleanHappening(event.happening) };
}

/** A payload comes back as it was sent: its texts are cleaned where its fields are read. */
function cleanHappening(happening: Happening): Happening {
  switch (happening.type) {
    case 'command':
      return { ...happening, name: cleanLine(happening.name), text: heard(happening.text, MAX_COMMAND) };
    case 'submit':
      return { ...happening, answers: cleanAnswers(happening.answers) };
    case 'reply':
      return { ...happening, text: heard(happening.text, MAX_SAID), ...(happening.files ? { files: happening.files.map(cleanFile) } : {}) };
    case 'shortcut':
      return { ...happening, text: heard(happening.text, MAX_SAID), author: cleanLine(happening.author) };
    case 'files':
      return { ...happening, files: happening.files.map(cleanFile) };
    case 'press':
      return happening;
  }
}

function cleanAnswers(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, heard(answer, MAX_SAID)]));
}

/** The file under a name that can be shown and kept. */
export function cleanFile(file: SharedFile): SharedFile {
  return { ...file, name: fileName(file.name), open: () => file.open() };
}
