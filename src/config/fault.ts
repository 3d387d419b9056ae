/** What a reader of files and of the environment says is wrong. */
import type { z } from 'zod';

/** One thing that is wrong, and where. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The faults of a check, each with its path; a key that is not known is a fault of its own, and the file as a whole is called `root`. */
export function faultsOf(
  error: z.ZodError | undefined,
  { root, unknown, under = [] }: { readonly root: string; readonly unknown: string; readonly under?: readonly string[] },
): readonly Fault[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const path = [...under, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.') || root, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: unknown }));
  });
}
