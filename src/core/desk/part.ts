/**
 * What the root provides and a room below cannot name: a feature's tables, its choices in the policy, its tools. Whoever owns such a part declares its key,
 * which carries the part's type, so that to use a part is to import its owner, and the walls between rooms hold for data as they do for code.
 */

/** Takes the part of that name out of what the root put together. Throws when nobody provided it: a fault of the root. */
export function partOf<Part>(name: string): (whole: object) => Part {
  return (whole) => {
    const part: unknown = Reflect.get(whole, name);
    if (part === undefined) throw new Error(`nobody provides the part "${name}"`);
    return part as Part;
  };
}

/** What the features bring to the seams of other rooms, by the seam's key. */
export type Brought = Readonly<Record<string, unknown>>;
