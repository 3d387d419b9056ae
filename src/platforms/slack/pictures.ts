/** The pictures of a card's charts: painted, uploaded without a channel, waited for, and remembered by content so that a second try uploads nothing. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Card } from '../../core/desk/card.ts';
import { altText, type ChartSpec } from '../../core/desk/chart-spec.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import { translate } from './errors.ts';
import { LIMITS, label } from './limits.ts';
import { cause, type Log } from './log.ts';
import type { Picture, Pictures } from './render.ts';
import { sendBytes } from './uploads.ts';

/** A chart as PNG. */
export type Paint = (spec: ChartSpec) => Promise<Uint8Array>;

export interface PictureOptions {
  /** `url` for clients that draw only pictures with an address (local-slack); Slack itself takes uploaded files. */
  readonly by: 'file' | 'url';
  /** Ms between two looks at a file that Slack still works on. */
  readonly patience?: number;
}

const LOOKS = 10;
const REMEMBERED = 200;

/** Pictures of every chart in a card. A chart that cannot be painted, or that Slack refuses for good, is left out: the card then tells it in words. Throws a PlatformError when a later try may succeed. */
export type PicturesOf = (card: Card) => Promise<Pictures>;

export function createPictures(web: webApi.WebClient, paint: Paint, log: Log, options: PictureOptions): PicturesOf {
  const uploaded = new Map<string, Picture>();

  async function upload(png: Uint8Array, words: string, name: string): Promise<Picture> {
    const file = await sendBytes(web, { name, bytes: png, altText: label(words, LIMITS.altText) });
    await web.files.completeUploadExternal({ files: [{ id: file, title: name }] });
    return waitFor(file);
  }

  /** Slack takes a moment before it accepts a new file in a message: its type appears when it is ready (slackapi/node-slack-sdk#1865). */
  async function waitFor(id: string): Promise<Picture> {
    for (let look = 0; look < LOOKS; look++) {
      const { file } = await web.files.info({ file: id });
      if (file?.mimetype && options.by === 'file') return { file: id };
      if (file?.permalink && options.by === 'url') return { url: file.permalink };
      await sleep((options.patience ?? 300) * (look + 1));
    }
    throw new PlatformError('retry', `Slack is not done with the uploaded picture ${id}`);
  }

  async function pictureOf(spec: ChartSpec): Promise<Picture | undefined> {
    const png = await paint(spec).catch((error: unknown) => {
      log.error({ ...cause(error), chart: spec.kind }, 'a chart could not be painted: it is told in words');
      return undefined;
    });
    if (!png) return undefined;
    const digest = createHash('sha256').update(png).digest('hex');
    const found = uploaded.get(digest);
    if (found) return found;
    try {
      const picture = await upload(png, altText(spec), `encours-${digest.slice(0, 12)}.png`);
      uploaded.set(digest, picture);
      for (const oldest of uploaded.keys()) if (uploaded.size > REMEMBERED) uploaded.delete(oldest);
      return picture;
    } catch (error) {
      const fault = translate(error, 'upload of a chart', 'ask');
      if (fault.fault !== 'refused') throw fault;
      log.error(cause(fault), 'Slack refuses the picture of a chart: it is told in words');
      return undefined;
    }
  }

  return async (card) => {
    const pictures = new Map<ChartSpec, Picture>();
    for (const block of card.blocks) {
      if (block.type !== 'chart') continue;
      const picture = await pictureOf(block.spec);
      if (picture) pictures.set(block.spec, picture);
    }
    return pictures;
  };
}
