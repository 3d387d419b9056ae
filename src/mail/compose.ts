/** A letter as an e-mail: words for every reader, HTML for most, the PDF attached when the letter is one of paper. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { plain } from '../core/desk/card.ts';
import type { LetterBlock } from '../core/letters/letter.ts';
import type { MailWords } from '../core/letters/mail-room.ts';

export interface Envelope {
  /** Name and address of the sender. */
  readonly from: { readonly name: string; readonly address: string } | undefined;
  readonly replyTo: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Without its brackets. */
  readonly messageId: string;
  /** Somebody's own mail program will send it. */
  readonly draft: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Attachment {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** The whole message, as it goes over the wire or into an `.eml` file. A draft opens in a mail program ready to be sent (`X-Unsent`). */
export async function composeMail(letter: MailWords, envelope: Envelope, attachments: readonly Attachment[]): Promise<Buffer> {
  const { from, replyTo, to, cc, messageId, draft, at } = envelope;
  const mail = new MailComposer({
    ...(from ? { from } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    to: [...to],
    cc: [...cc],
    subject: letter.subject,
    text: textOf(letter),
    html: htmlOf(letter),
    date: new Date(at),
    messageId: `<${messageId}>`,
    ...(draft ? { headers: { 'X-Unsent': '1' } } : {}),
    attachments: attachments.map(({ name, mime, bytes }) => ({ filename: name, contentType: mime, content: Buffer.from(bytes) })),
    // What a letter says is data: nothing in it may be read as the path of a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

function textOf(letter: MailWords): string {
  return `${letter.blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: LetterBlock): string {
  if (block.type !== 'table') return block.type === 'item' ? `- ${plain(block.spans)}` : plain(block.spans);
  const rows = [block.columns.map((c) => c.title), ...block.rows, block.total];
  const widths = block.columns.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (block.columns[i]?.align === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function spansHtml(block: Exclude<LetterBlock, { type: 'table' }>): string {
  return block.spans
    .map(({ text, bold }) => {
      const safe = escaped(text).replace(/\n/g, '<br>');
      return bold ? `<b>${safe}</b>` : safe;
    })
    .join('');
}

function blockHtml(block: LetterBlock): string {
  switch (block.type) {
    case 'heading':
      return `<h3>${spansHtml(block)}</h3>`;
    case 'item':
      return `<p style="margin:0 0 4px 16px">• ${spansHtml(block)}</p>`;
    case 'paragraph':
      return `<p>${spansHtml(block)}</p>`;
    case 'table': {
      const cell = (tag: 'th' | 'td', text: string, i: number): string =>
        `<${tag} style="padding:3px 10px 3px 0;text-align:${block.columns[i]?.align ?? 'left'};border-bottom:1px solid #cbd5e1">${escaped(text)}</${tag}>`;
      const row = (tag: 'th' | 'td', cells: readonly string[]): string => `<tr>${cells.map((text, i) => cell(tag, text, i)).join('')}</tr>`;
      const rows = [
        row(
          'th',
          block.columns.map((c) => c.title),
        ),
        ...block.rows.map((cells) => row('td', cells)),
        row('th', block.total),
      ];
      return `<table style="border-collapse:collapse;font-size:13px">${rows.join('')}</table>`;
    }
  }
}

function htmlOf(letter: MailWords): string {
  return `<!doctype html><html lang="${letter.locale}"><body style="font-family:sans-serif;font-size:14px;color:#111827">${letter.blocks.map(blockHtml).join('\n')}</body></html>`;
}
