/** JSON with exact amounts: JSON.stringify throws on a bigint, so one travels as `{ "$bigint": "123" }`. For what we wrote ourselves: the shape is trusted on the way back. */

export function pack(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? { $bigint: part.toString() } : part));
}

/** The same with its keys in order, so that what is equal is written alike. */
export function packOrdered(value: unknown): string {
  return pack(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  );
}

export function unpack(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    const digits = typeof part === 'object' && part !== null && '$bigint' in part ? part.$bigint : undefined;
    return typeof digits === 'string' ? BigInt(digits) : part;
  });
}
