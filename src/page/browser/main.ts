/** The decision record's own page, in a browser, from a file and without a network: it checks the record that it holds, draws the minutes anew from what was checked, and says in one line what that proves. */
import { articleOf } from '../../core/committee/record/article.ts';
import { type Checked, checkDocument, closedIn, writtenDocument } from '../../core/committee/record/check-document.ts';
import type { DecisionDocument } from '../../core/committee/record/decision-document.ts';
import { recordTexts } from '../../core/committee/record/record.text.ts';

/** As much of a page as is used here: the rest of the program has none. */
interface PageElement {
  textContent: string | null;
  innerHTML: string;
  className: string;
  append(child: PageElement): void;
}
declare const document: {
  readonly documentElement: { readonly lang: string };
  getElementById(id: string): PageElement;
  createElement(tag: 'a'): PageElement & { href: string; download: string };
};

const locale = document.documentElement.lang === 'fr' ? 'fr' : 'en';
const t = recordTexts(locale);

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function say(state: 'good' | 'bad' | 'unknown', words: string): void {
  const verdict = document.getElementById('verdict');
  verdict.className = state;
  verdict.textContent = words;
}

/** Whether the text is drawn from the record: a secret ballot's rows do not tell who recused themselves. */
function isDrawn({ secret }: DecisionDocument, { stated }: Checked): boolean {
  return stated && !secret;
}

function verdictOf(record: DecisionDocument, checked: Checked): string {
  const { counted, stated } = checked;
  const drawn = isDrawn(record, checked);
  const what = [
    t.rows(record.rows.length),
    ...(record.dossiers.length > 0 ? [t.dossiers(record.dossiers.length)] : []),
    ...(stated ? [drawn ? t.statements : t.statementsAlone] : []),
    t.counted[counted],
  ];
  const open = [...(stated ? [] : [t.notStated]), ...(drawn ? [] : [t.notWords]), ...(record.secret ? [t.notBallots] : []), t.notHead];
  return t.verified(what, open);
}

function offerData(record: DecisionDocument): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([writtenDocument(record)], { type: 'application/json' }));
  link.download = `${t.file(record.number)}.json`;
  link.textContent = t.data;
  document.getElementById('data').append(link);
}

async function check(): Promise<void> {
  // Browsers hash in secure contexts alone, and not all of them take a file for one.
  if (globalThis.crypto?.subtle === undefined) return say('unknown', t.noHashes);
  try {
    const record: DecisionDocument = JSON.parse(document.getElementById('record').textContent ?? '');
    const checked = await checkDocument(record, sha256);
    if (checked.faults.length > 0) return say('bad', t.refused(checked.faults.map(t.fault)));
    const closed = isDrawn(record, checked) ? closedIn(record) : undefined;
    if (closed) document.getElementById('minutes').innerHTML = articleOf(closed, locale);
    offerData(record);
    say('good', verdictOf(record, checked));
  } catch {
    say('bad', t.refused([t.fault({ why: 'format', at: '' })]));
  }
}

await check();
