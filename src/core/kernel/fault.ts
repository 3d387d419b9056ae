/** What is wrong in a file that an administrator writes, and where. */

export interface Fault {
  /** The part of the file: `agenda.at`; or the place alone, when nothing could be read there. */
  readonly path: string;
  readonly message: string;
  /** "line 12, column 3", where that is known. */
  readonly at?: string;
}

export function told({ path, at, message }: Fault): string {
  return `${path}${at === undefined ? '' : ` (${at})`}: ${message}`;
}
