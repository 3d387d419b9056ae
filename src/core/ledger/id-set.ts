/** Which ids of a table were met: a bit each, since a set of millions of numbers takes a hundred megabytes and stops the process while it grows. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  #size = 0;

  /** How many different ids were added. */
  get size(): number {
    return this.#size;
  }

  add(id: number): void {
    const number = Math.floor(id / PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint8Array(PAGE / 8);
      this.#pages.set(number, page);
    }
    const at = id % PAGE;
    const bit = 1 << (at & 7);
    const byte = page[at >> 3] ?? 0;
    if ((byte & bit) !== 0) return;
    page[at >> 3] = byte | bit;
    this.#size++;
  }
}

/** Ids of one page. */
const PAGE = 1 << 16;
