/** What the mutants of a run ask: which of them is on. Begun anew by each file of a run, whose tests end at the first that fails. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';

const NONE = -1;

const folder = process.env.MUTATION ?? '';
const state = { active: NONE, asked: 0, most: Number.POSITIVE_INFINITY, failed: false };
const reached = new Set();

globalThis.mutants = {
  on(number) {
    if (++state.asked > state.most) throw new Error('it never ends');
    if (state.active === NONE) reached.add(number);
    return number === state.active;
  },
  /** Called by a file of the run before it imports the tests. Who asks more than `most` times is in an endless loop. */
  begin(active, most) {
    Object.assign(state, { active, most, asked: 0, failed: false });
    beforeEach(({ skip }) => {
      if (state.failed) skip();
    });
    afterEach(({ task }) => {
      state.failed ||= task.result?.state === 'fail';
    });
    if (active === NONE)
      afterAll(() => writeFileSync(join(folder, 'reached'), JSON.stringify({ reached: [...reached], asked: state.asked })));
  },
};
