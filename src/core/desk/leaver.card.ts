/** What administrators and successors see of somebody who seems to have left, or has. */
import type { Locale } from '../kernel/locale.ts';
import { type Card, type Form, sentence } from './card.ts';
import type { Departure } from './departure-ports.ts';
import { leaverTexts } from './leaver.text.ts';
import type { Person } from './people-ports.ts';

export interface Question {
  readonly person: Person;
  readonly departure: Departure;
  /** The file that says so, when it is one. */
  readonly said: string;
  readonly successor: Person | undefined;
}

export function questionKey({ personId, state, at }: Pick<Departure, 'personId' | 'state' | 'at'>, admin: Pick<Person, 'id'>): string {
  return `departure:${personId}:${state}:${at}:${admin.id}`;
}

export function questionCard({ person, departure, said, successor }: Question, locale: Locale): Card {
  const t = leaverTexts(locale);
  const back = departure.state === 'returning';
  const text = back ? t.asks.returning(person.name, said) : t.asks[departure.sign](person.name, said);
  const roles = (back ? departure.roles : person.roles).map(t.role).join(', ');
  return {
    title: t.title(person.name),
    blocks: [
      { type: 'text', text },
      {
        type: 'facts',
        facts: [
          { label: t.labels.email, value: person.email },
          { label: t.labels.roles, value: roles },
          ...(back ? [] : [{ label: t.labels.successor, value: successor?.name ?? t.toBeNamed }]),
        ],
      },
      { type: 'text', text: back ? t.until.returning : t.until.asked, quiet: true },
      {
        type: 'buttons',
        buttons: [
          {
            label: back ? t.buttons.notBack : t.buttons.gone,
            intent: { kind: 'person.gone', person: person.id },
            ...(back ? {} : { style: 'danger' as const }),
          },
          { label: back ? t.buttons.back : t.buttons.here, intent: { kind: 'person.here', person: person.id } },
        ],
      },
    ],
    fallback: text,
    amounts: false,
    locale,
  };
}

/** Whom a platform lists at most in one choice (Slack, static_select: 100 options). */
const OFFERED = 100;

export function successorForm(person: Person, candidates: readonly Person[], locale: Locale): Form {
  const t = leaverTexts(locale);
  const options = candidates.slice(0, OFFERED).map((p) => ({ value: String(p.id), label: p.name }));
  return {
    ...{ title: t.title(person.name), submit: t.form.submit, cancel: t.form.cancel, intro: t.form.intro(person.name), locale },
    fields: [{ type: 'choice', id: 'successor', label: t.labels.successor, options }],
    intent: { kind: 'person.gone', person: person.id },
  };
}

export function answeredCard(words: string, by: string | undefined, locale: Locale): Card {
  return sentence(by === undefined ? words : leaverTexts(locale).answeredBy(words, by), locale);
}

/** What somebody has now that another one left. */
export function handedCard(person: Person, lines: readonly string[], locale: Locale): Card {
  const t = leaverTexts(locale);
  const lead = lines.length === 0 ? t.handed.nothing(person.name) : t.handed.lead(person.name);
  return {
    title: t.title(person.name),
    blocks: [lead, ...lines.map((line) => `• ${line}`)].map((text) => ({ type: 'text', text })),
    fallback: [lead, lines.join(' ; ')].join(' ').trim(),
    amounts: false,
    locale,
  };
}
