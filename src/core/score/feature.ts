/** The door of scores and classes: what it brings to the house. */
import { scoreIntents } from './intents.ts';
import { scoreJobs } from './jobs.ts';
import { scoreOnDebtor } from './on-debtor.ts';
import { DEFAULT_SCORE } from './score-policy.ts';
import { scoreTurns } from './turns.ts';

export const score = {
  name: 'score',
  intents: scoreIntents,
  turns: scoreTurns,
  jobs: scoreJobs,
  policy: { score: DEFAULT_SCORE },
  debtorOffers: [scoreOnDebtor],
};
