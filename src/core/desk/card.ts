/** What people see, once for every platform: renderers turn a Card into Block Kit, an Adaptive Card or the local page, and cut it visibly when it does not fit. */
import type { Locale } from '../kernel/locale.ts';
import type { ChartSpec } from './chart-spec.ts';
import type { Intent } from './intent.ts';

/** Plain text with emphasis. Always data, never markup: renderers escape it, so that a name cannot become a mention, a link or a formula. */
export type Rich = string | readonly Span[];
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
}

export interface Button {
  readonly label: string;
  readonly intent: Intent;
  readonly style?: 'primary' | 'danger';
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

export type Block =
  | { readonly type: 'text'; readonly text: Rich; readonly quiet?: boolean }
  | { readonly type: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  /** `hidden` rows exist beyond those given; `where` says how to see them. A renderer that shows fewer rows adds to `hidden`. */
  | {
      readonly type: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly hidden?: number;
      readonly where?: string;
    }
  | { readonly type: 'chart'; readonly spec: ChartSpec }
  | { readonly type: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly type: 'divider' };

export interface Card {
  readonly title?: string;
  /** Small print beside or under the title (the date of the ledger, for one). */
  readonly subtitle?: string;
  readonly blocks: readonly Block[];
  /** One line for notifications and for clients that draw no cards. */
  readonly fallback: string;
  /** True when the card shows amounts: it goes only where everyone present is on the roster. */
  readonly amounts: boolean;
  readonly locale: Locale;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One question of a form. `id` is the key of the answer; answers are strings (dates `YYYY-MM-DD`, several choices joined by a line feed). */
export type Field =
  | {
      readonly type: 'text';
      readonly id: string;
      readonly label: string;
      readonly multiline?: boolean;
      readonly optional?: boolean;
      readonly initial?: string;
      readonly hint?: string;
    }
  | {
      readonly type: 'choice';
      readonly id: string;
      readonly label: string;
      readonly options: readonly Option[];
      readonly optional?: boolean;
      readonly initial?: string;
    }
  | {
      readonly type: 'choices';
      readonly id: string;
      readonly label: string;
      readonly options: readonly Option[];
      readonly optional?: boolean;
      readonly initial?: readonly string[];
    }
  | { readonly type: 'date'; readonly id: string; readonly label: string; readonly optional?: boolean; readonly initial?: string };

/** A dialog: the platform opens it, and sends `intent` back with the answers. */
export interface Form {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly intro?: string;
  readonly fields: readonly Field[];
  readonly intent: Intent;
  readonly locale: Locale;
}

export function plain(text: Rich): string {
  return typeof text === 'string' ? text : text.map((s) => s.text).join('');
}

/** A card of one sentence without amounts: refusals, acknowledgements. */
export function sentence(text: string, locale: Locale): Card {
  return { blocks: [{ type: 'text', text }], fallback: text, amounts: false, locale };
}
