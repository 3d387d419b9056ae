/** All that the page needs of Temporal, through Intl: what a clock on the wall shows at an instant. Browsers do not all have it yet, and the polyfill is longer than everything else together. */

function wallClock(epochMs: number, timeZone: string): Readonly<Record<string, number>> {
  const style = {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const parts = new Intl.DateTimeFormat('en-US', style).formatToParts(epochMs);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

export const Temporal = {
  Instant: {
    fromEpochMilliseconds: (epochMs: number) => ({ toZonedDateTimeISO: (timeZone: string) => wallClock(epochMs, timeZone) }),
  },
};
