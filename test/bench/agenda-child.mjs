/** One agenda of a day, in a process of its own, so that its peak of memory is its own: `node agenda-child.mjs DATABASE`. Prints seconds and how many actions there are. */
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';

// As the command line does.
setFlagsFromString('--heap-growing-percent=30');

const root = new URL('../../dist/', import.meta.url);
const { calendarOf } = await import(new URL('src/config/calendar.js', root));
const { agendaAt } = await import(new URL('src/core/agenda/agenda.js', root));
const { dayOf } = await import(new URL('src/core/kernel/dates.js', root));
const { DEFAULT_POLICY, FEATURES } = await import(new URL('src/core/features.js', root));
const { openStore } = await import(new URL('src/store/open.js', root));

const store = await openStore(`file:${process.argv[2]}`);
const start = performance.now();
const { actions } = await agendaAt(store.read, dayOf(2026, 1, 15), {
  policy: DEFAULT_POLICY,
  calendar: calendarOf('FR'),
  features: FEATURES,
});
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, actions: actions.length }));
await store.close();
