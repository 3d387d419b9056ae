/**
 * Tells identical lines of one file apart: the first gets 0, the second 1. Keys are kept as 64-bit hashes in one flat table (9 bytes a place, three quarters of them filled),
 * because a million keys as strings would cost a hundred megabytes; two different keys share a hash with a chance of about 3 in 100 million at 10⁶ lines.
 */
export class Ordinals {
  #size = 1 << 12;
  #used = 0;
  #low = new Uint32Array(this.#size);
  #high = new Uint32Array(this.#size);
  #seen = new Uint8Array(this.#size);
  /** What is beyond FULL. */
  readonly #more = new Map<string, number>();

  /** How often the key was asked for before. */
  next(key: string): number {
    if (this.#used > this.#size * FILLED) this.#grow();
    const [low, high] = hash(key);
    const slot = this.#find(low, high);
    const before = this.#seen[slot] ?? 0;
    if (before === 0) {
      this.#used++;
      this.#low[slot] = low;
      this.#high[slot] = high;
    }
    if (before === FULL) return this.#beyond(`${low} ${high}`);
    this.#seen[slot] = before + 1;
    return before;
  }

  /** Few keys come by so often: they are counted one by one. */
  #beyond(key: string): number {
    const before = this.#more.get(key) ?? FULL;
    this.#more.set(key, before + 1);
    return before;
  }

  #find(low: number, high: number): number {
    let slot = low & (this.#size - 1);
    while (this.#seen[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & (this.#size - 1);
    return slot;
  }

  #grow(): void {
    const [low, high, seen] = [this.#low, this.#high, this.#seen];
    this.#size *= 2;
    this.#low = new Uint32Array(this.#size);
    this.#high = new Uint32Array(this.#size);
    this.#seen = new Uint8Array(this.#size);
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === 0) continue;
      const slot = this.#find(low[i] ?? 0, high[i] ?? 0);
      this.#low[slot] = low[i] ?? 0;
      this.#high[slot] = high[i] ?? 0;
      this.#seen[slot] = seen[i] ?? 0;
    }
  }
}

/** More of them filled, and a new key would be looked for in ten places and more. */
const FILLED = 0.75;
/** The most that a place counts. */
const FULL = 255;

/** Two independent 32-bit multiplicative hashes (FNV-1a, and one of MurmurHash3's constants) with a final mix each. */
function hash(key: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0xcc9e2d51);
    b = (b << 13) | (b >>> 19);
  }
  return [mix(a), mix(b ^ key.length)];
}

function mix(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
