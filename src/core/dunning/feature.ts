/** The door of the scenarios of reminders: what it brings to the house. */
import { DEFAULT_DUNNING } from './dunning-policy.ts';

export const dunning = {
  name: 'dunning',
  policy: { dunning: DEFAULT_DUNNING },
};
