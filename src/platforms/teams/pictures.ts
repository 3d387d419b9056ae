/** Charts as pictures: Teams takes them by address alone (a picture inside the card would fill its 28 KB), so each has a signed one that expires, which names its figures by their digest. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Card } from '../../core/desk/card.ts';
import type { ChartSpec } from '../../core/desk/chart-spec.ts';
import type { Log } from '../../core/desk/core.ts';
import { pack } from '../../core/kernel/pack.ts';
import { cause } from '../log.ts';
import type { TeamsMemory } from './memory.ts';
import type { Pictures } from './render.ts';
import { createSigner } from './secrets.ts';

/** A chart as PNG. */
export type Paint = (spec: ChartSpec) => Promise<Uint8Array>;

/** Undefined without a public address: charts are then told in words. Never throws. */
export type PicturesOf = (card: Card) => Promise<Pictures | undefined>;

export interface PictureServer {
  readonly picturesOf: PicturesOf;
  /** Answers `GET /teams/charts/…`; false for other paths. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

export interface PictureTools {
  /** Where Teams's clients reach this server from outside; undefined when they cannot. */
  readonly publicUrl: string | undefined;
  readonly secret: string;
  readonly memory: TeamsMemory;
  readonly paint: Paint;
  readonly log: Log;
  readonly now: () => number;
}

/** A card may be looked at again for so long; after it the picture is gone and its words remain. */
const LASTS = 30 * 86_400_000;
const PATH = /^\/teams\/charts\/([0-9a-f]{64})\.(\d{13,15})\.([\w-]{43})\.png$/;
const REMEMBERED = 64;

export function createPictures({ publicUrl, secret, memory, paint, log, now }: PictureTools): PictureServer {
  const signer = createSigner(secret, 'pictures');
  const painted = new Map<string, Promise<Uint8Array>>();

  async function addressOf(spec: ChartSpec, origin: string): Promise<string> {
    const digest = createHash('sha256').update(pack(spec)).digest('hex');
    // A day's cards share one address, so that clients may keep the picture.
    const until = Math.ceil(now() / 86_400_000) * 86_400_000 + LASTS;
    await memory.keepPicture(digest, spec, until, now());
    return `${origin.replace(/\/$/, '')}/teams/charts/${digest}.${until}.${signer.sign(`${digest}.${until}`)}.png`;
  }

  function png(digest: string, spec: ChartSpec): Promise<Uint8Array> {
    const found = painted.get(digest) ?? paint(spec);
    painted.delete(digest);
    painted.set(digest, found);
    found.catch(() => painted.delete(digest));
    for (const oldest of painted.keys()) if (painted.size > REMEMBERED) painted.delete(oldest);
    return found;
  }

  return {
    async picturesOf(card) {
      if (publicUrl === undefined) return undefined;
      const pictures = new Map<ChartSpec, string>();
      for (const block of card.blocks) {
        if (block.type !== 'chart') continue;
        const address = await addressOf(block.spec, publicUrl).catch((error: unknown) => {
          log.error(cause(error), 'a chart could not be kept: it is told in words');
          return undefined;
        });
        if (address !== undefined) pictures.set(block.spec, address);
      }
      return pictures;
    },
    async handle(request, response) {
      const path = request.url?.split('?', 1)[0] ?? '';
      if (!path.startsWith('/teams/charts/')) return false;
      const end = (status: number): true => {
        response.writeHead(status).end();
        return true;
      };
      if (request.method !== 'GET' && request.method !== 'HEAD') return end(405);
      const [, digest = '', until = '', signature = ''] = PATH.exec(path) ?? [];
      if (digest === '' || !signer.verifies(`${digest}.${until}`, signature)) return end(404);
      if (Number(until) < now()) return end(410);
      const spec = await memory.picture(digest, now());
      if (!spec) return end(410);
      const body = Buffer.from(await png(digest, spec));
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-length': body.byteLength,
        'cache-control': 'private, max-age=86400, immutable',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
  };
}
