/** What the page receives: a message with its card as an Adaptive Card, the figures of its charts as tables, and forms as plain fields. */
import { createHash } from 'node:crypto';
import type { Card, Form } from '../../core/desk/card.ts';
import { type ChartSpec, chartTable } from '../../core/desk/chart-spec.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { type JsonObject, toAdaptive } from '../adaptive.ts';
import { MAX_CARD, MAX_ROWS } from './limits.ts';
import type { LocalMessage } from './memory.ts';

export interface MessageJson {
  readonly id: number;
  readonly channel: string;
  readonly thread: number | null;
  /** E-mail of the author; "bot" for the bot. */
  readonly author: string;
  /** Only the viewer reads it. */
  readonly private: boolean;
  readonly text: string;
  readonly card: JsonObject | null;
  /** The card's language, which need not be the viewer's. */
  readonly lang: Locale | null;
  /** The figures of the card's nth chart, under the picture. */
  readonly tables: readonly {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  /** The file that it brings, and where it is to be had. */
  readonly file: { readonly name: string; readonly size: number; readonly url: string } | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly edited: number;
}

export function messageJson(message: LocalMessage, viewer: string): MessageJson {
  const { id, channel, thread, author, text, card, at, edited, file } = message;
  return {
    ...{ id, channel, thread, author, text, at, edited },
    private: message.only !== null,
    file: file && { name: file.name, size: file.size, url: `/local/kept/${id}?as=${encodeURIComponent(viewer)}` },
    lang: card?.locale ?? null,
    card: card === null ? null : cardJson(card, id, viewer),
    tables: card === null ? [] : charts(card).map((spec) => ({ title: spec.title, ...chartTable(spec) })),
  };
}

function cardJson(card: Card, id: number, viewer: string): JsonObject {
  return toAdaptive(card, {
    imageUrl: (spec, index) => chartUrl(spec, id, index, viewer),
    maxBytes: MAX_CARD,
    maxRows: MAX_ROWS,
    buttonsPerRow: 50,
  });
}

/** The charts of a card in order: the nth is /local/charts/<message>/<n>. */
export function charts(card: Card): readonly ChartSpec[] {
  return card.blocks.flatMap((b) => (b.type === 'chart' ? [b.spec] : []));
}

/** Changes with the figures, so that a browser may keep the picture. */
export function chartDigest(spec: ChartSpec): string {
  const text = JSON.stringify(spec, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function chartUrl(spec: ChartSpec, message: number, index: number, viewer: string): string {
  return `/local/charts/${message}/${index}/${chartDigest(spec)}.png?as=${encodeURIComponent(viewer)}`;
}

/** The form as the page draws it; `payload` comes back with the answers. */
export function formJson(form: Form): JsonObject {
  const { title, submit, cancel, intro, locale } = form;
  const fields = form.fields.map((field) => ({ ...field }) as JsonObject);
  return { title, submit, cancel, intro: intro ?? '', locale, fields, payload: encodeIntent(form.intent) };
}
