/** What happens once although it may come twice: imports, scheduled jobs, inbound events. */
export interface JobReads {
  ran(job: string, slot: string): Promise<boolean>;
}

export interface JobWrites {
  /** Takes the slot (job, local date); false when it was taken before. */
  take(job: string, slot: string, at: number): Promise<boolean>;
}

export interface InboundKeys {
  /** Takes the key of an inbound event; false when it was seen before. */
  take(key: string, at: number): Promise<boolean>;
  /** Forgets keys older than an instant. */
  prune(before: number): Promise<number>;
}
