/** What a reader of files and of the environment says is wrong. */
/** One thing that is wrong, and where. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}
