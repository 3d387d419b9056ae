/** What the proof needs of a time-stamp authority (RFC 3161): somebody outside who says when a text was there. */
import { partOf } from '../desk/part.ts';

export interface Stamp {
  /** When the authority saw the text, ms. */
  readonly at: number;
  /** As its certificate calls it. */
  readonly authority: string;
  /** What it answered, byte for byte: any program for time-stamps reads it, `openssl ts` for one. */
  readonly reply: Uint8Array;
}

/** `none`: the policy names no authority; `away`: it cannot be reached; `refused`: it gives no stamp; `no-reply`: what it says is no time-stamp; `other`: a stamp of something else; `unsigned`: not signed by an authority. */
export type StampProblem = 'none' | 'away' | 'refused' | 'no-reply' | 'other' | 'unsigned';

export class StampFault extends Error {
  readonly problem: StampProblem;
  /** What the other side, or the network, says of it. */
  readonly detail: string;
  constructor(problem: StampProblem, detail = '', cause?: unknown) {
    super(`no time-stamp (${problem})${detail === '' ? '' : `: ${detail}`}`, { cause });
    this.name = 'StampFault';
    this.problem = problem;
    this.detail = detail;
  }
}

export interface Stamps {
  /** The host that the policy names. */
  readonly authority: string | undefined;
  /** Has a text stamped now. Throws StampFault. */
  stamp(text: string): Promise<Stamp>;
  /** What a kept reply says of a text. Throws StampFault when it says nothing of it. */
  read(reply: Uint8Array, text: string): Promise<Stamp>;
}

export const stampsOf = partOf<Stamps>('stamps');
