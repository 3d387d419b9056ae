/** A worker that looks for what is due, again and again, one pass after the other: the outbox's and the mail's. */

export interface WorkLoop {
  /** Handles everything that is due now, after the pass that runs already; how many rows were handled. */
  drain(): Promise<number>;
  /** Goes on by itself until stopped. */
  start(): void;
  /** Ends after what is in hand. */
  stop(): Promise<void>;
}

/** `pass` handles what is due and ends early once `stopped` says so; between two passes the worker rests for `idleMs`. */
export function createWorkLoop(options: {
  readonly idleMs: number;
  readonly pass: (stopped: () => boolean) => Promise<number>;
  readonly onFault: (error: unknown) => void;
}): WorkLoop {
  let running: Promise<void> | undefined;
  let wake: () => void = () => {};
  let stopped = false;
  // When a drain is over, what the pass before had in hand is done too.
  let last: Promise<unknown> = Promise.resolve();
  const pass = (): Promise<number> => options.pass(() => stopped);
  const drain = (): Promise<number> => {
    const next = last.then(pass, pass);
    last = next;
    return next;
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await drain().catch(options.onFault);
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, options.idleMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return {
    drain,
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
