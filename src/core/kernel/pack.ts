/** JSON with exact amounts: JSON.stringify throws on a bigint, so one travels as `{ "$bigint": "123" }`. For what we wrote ourselves: the shape is trusted on the way back. */

export function pack(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? { $bigint: part.toString() } : part));
}

export function unpack(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    const digits = typeof part === 'object' && part !== null && '$bigint' in part ? part.$bigint : undefined;
    return typeof digits === 'string' ? BigInt(digits) : part;
  });
}
