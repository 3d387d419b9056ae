/** Gathers what a file leaves open: each doubt is answered by what a person said before, or asked once. */
import type { Locale } from '../core/kernel/locale.ts';
import { questionTexts } from '../core/ledger/question.text.ts';
import type { Answers, Choice, Question } from '../core/ledger/question.ts';

type Doubt = Omit<Question, 'values' | 'choices'> & { readonly values: Iterable<string>; readonly choices: readonly Choice[] };

/** A button carries the question's id, which may hold a word of the file, in a text of at most 200 characters. */
const ID = 190;

/** Values of the file that a question shows. */
const SHOWN = 3;

export class Asker {
  readonly questions: Question[] = [];
  readonly locale: Locale;
  /** The words of questions in the reader's language. */
  readonly t: ReturnType<typeof questionTexts>;
  readonly #answers: Answers;
  /** Answers that a question took. */
  readonly used: Record<string, string> = {};

  constructor(locale: Locale, answers: Answers = {}) {
    this.locale = locale;
    this.t = questionTexts(locale);
    this.#answers = answers;
  }

  /** What a person answered, among the choices; undefined when nobody did yet: then it is asked. */
  ask({ values, ...asked }: Doubt): string | undefined {
    const doubt = { ...asked, id: asked.id.slice(0, ID) };
    const given = this.given(doubt.id);
    if (given !== undefined && doubt.choices.some(({ value }) => value === given)) return given;
    if (!this.questions.some(({ id }) => id === doubt.id))
      this.questions.push({ ...doubt, values: [...new Set(values)].slice(0, SHOWN).map((value) => value.slice(0, 80)) });
    return undefined;
  }

  /** An answer that was given before it was asked for. */
  given(id: string): string | undefined {
    const key = id.slice(0, ID);
    const answer = this.#answers[key];
    if (answer !== undefined) this.used[key] = answer;
    return answer;
  }
}
