/** Numbered combinations: products of lists without building them, and ordered choices of events. */

/** Mixed radix: a number as one pick of each list. */
export function product<T extends readonly (readonly unknown[])[]>(
  lists: T,
): { size: number; at(n: number): { [K in keyof T]: T[K][number] } } {
  return {
    size: lists.reduce((size, list) => size * list.length, 1),
    at(n) {
      let rest = n;
      const picks = lists.map((list) => {
        const pick = list[rest % list.length];
        rest = Math.floor(rest / list.length);
        return pick;
      });
      return picks as { [K in keyof T]: T[K][number] };
    },
  };
}

/** Every ordered choice of up to `most` of the events; with `once`, no two of one key. */
export function sequences<T>(events: readonly T[], most: number, once?: (event: T) => string): T[][] {
  const all: T[][] = [[]];
  for (let start = 0, length = 1; length <= most; length++) {
    const end = all.length;
    for (; start < end; start++) {
      const shorter = all[start] ?? [];
      for (const event of events) {
        if (once === undefined || !shorter.some((e) => once(e) === once(event))) all.push([...shorter, event]);
      }
    }
  }
  return all;
}
