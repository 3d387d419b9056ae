/** The demo company never mixes with a real one: its imports are signed, and a database that holds any of them takes nothing else. */
import type { Tx } from '../desk/store.ts';
import { importsIn } from './import-ports.ts';

export const DEMO_ACTOR = 'system:demo';

/** Whether the database is the demo company's. */
export async function isDemo(tx: Tx): Promise<boolean> {
  return (await importsIn(tx).first())?.actor === DEMO_ACTOR;
}
