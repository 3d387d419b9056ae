/** Looks into a PNG: which colours it has, where, and how much ink. */
import { createCanvas, loadImage } from '@napi-rs/canvas';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** The rows (0 = top) in which the exact colour `#rrggbb` occurs, once per pixel, between two heights given as shares of the picture. */
  rows(colour: string, from?: number, to?: number): number[];
  /** Pixels that are not white, between two heights given as shares of the picture. */
  ink(from?: number, to?: number): number;
  /** True when no pixel lets a page's own background through. */
  readonly opaque: boolean;
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const words = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const each = (from: number, to: number, visit: (word: number, row: number) => void) => {
    for (let i = Math.floor(from * height) * width; i < Math.floor(to * height) * width; i++) visit(words[i] ?? 0, Math.floor(i / width));
  };
  return {
    width,
    height,
    rows(colour, from = 0, to = 1) {
      const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
      const wanted = (0xff000000 | ((b ?? 0) << 16) | ((g ?? 0) << 8) | (r ?? 0)) >>> 0;
      const found: number[] = [];
      each(from, to, (word, row) => {
        if (word === wanted) found.push(row);
      });
      return found;
    },
    ink(from = 0, to = 1) {
      let count = 0;
      each(from, to, (word) => {
        if (word !== 0xffffffff) count++;
      });
      return count;
    },
    opaque: words.every((word) => word >>> 24 === 0xff),
  };
}
