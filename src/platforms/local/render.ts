/** What the page receives: a message with its card as an Adaptive Card, the figures of its charts as tables, and forms as plain fields. */
import { createHash } from 'node:crypto';
import type { Card, Form } from '../../core/desk/card.ts';
import { type ChartSpec, chartTable } from '../../core/desk/chart-spec.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import { presentableForm } from '../../core/desk/presentable.ts';
import { type JsonObject, toAdaptive } from '../adaptive.ts';
import { MAX_CARD, MAX_ROWS } from './limits.ts';
import type { LocalMessage } from './memory.ts';
import type { FormJson, MessageJson } from './wire.ts';

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
export function formJson(form: Form): FormJson {
  const { title, submit, cancel, intro = '', locale, fields } = presentableForm(form);
  return { title, submit, cancel, intro, locale, fields, payload: encodeIntent(form.intent) };
}
