/** What comes while a step is under way goes together with the next one: a disk, or a database, is asked once for many. */
import { setImmediate as breath } from 'node:timers/promises';

/** Longer nothing waits for others to come. */
const GATHER_MS = 50;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export class Together<T, R> {
  readonly #step: (items: readonly T[]) => Promise<(item: T) => R>;
  readonly #most: number;
  #waiting: Waiting<T, R>[] = [];
  #since: number | undefined;

  /** `step` takes at most `most` items at once, and gives what each comes to. */
  constructor(step: (items: readonly T[]) => Promise<(item: T) => R>, most: number) {
    this.#step = step;
    this.#most = most;
  }

  /** Ms for which the step that is under way has been; 0 when there is none. */
  get underWay(): number {
    return this.#since === undefined ? 0 : performance.now() - this.#since;
  }

  add(item: T): Promise<R> {
    const result = new Promise<R>((resolve, reject) => this.#waiting.push({ item, resolve, reject }));
    if (this.#since === undefined) void this.#go();
    return result;
  }

  async #go(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#since = performance.now();
      await this.#gather(this.#since + GATHER_MS);
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const of = await this.#step(batch.map(({ item }) => item));
        for (const { item, resolve } of batch) resolve(of(item));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#since = undefined;
  }

  /** What comes in the same moment goes together: as long as each turn of the loop brings more. */
  async #gather(end: number): Promise<void> {
    for (let before = 0; before < this.#waiting.length && before < this.#most && performance.now() < end; ) {
      before = this.#waiting.length;
      await breath();
    }
  }
}
