/** When people are at work. The policy file keeps it with the committee's rules, whose windows it counts; it holds for the whole company. */
import { type Policy, partOfPolicy } from './policy.ts';

/** Minutes since midnight. */
export interface WorkingHours {
  readonly from: number;
  readonly to: number;
}

const section = partOfPolicy<{ readonly hours: WorkingHours }>('committee');

export function workingHours(policy: Policy): WorkingHours {
  return section(policy).hours;
}
