/** The database thread's entry: one connection, whose requests are done in the order in which they come. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { type ConnectionOptions, type Sqlite, SqliteConnection } from './sqlite.ts';

export interface Start {
  readonly port: MessagePort;
  readonly options: ConnectionOptions;
}

type Method = keyof Sqlite;

/** A method of the connection with what it takes; `ready` once it is open. */
export type Asked = readonly ['ready'] | { [M in Method]: readonly [M, ...Parameters<Sqlite[M]>] }[Method];

export interface Request {
  readonly id: number;
  readonly asked: Asked;
}

/** A driver's fault is told apart by its codes. */
interface Fault {
  readonly message: string;
  readonly code?: unknown;
  readonly rawCode?: unknown;
}

export type Said = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly fault: Fault };

const { port, options } = workerData as Start;
const opening = SqliteConnection.open(options);
let before: Promise<unknown> = opening.catch(() => {});
port.on('message', ({ id, asked }: Request) => {
  before = before.then(() => answer(id, asked));
});

async function answer(id: number, asked: Asked): Promise<void> {
  try {
    const connection = await opening;
    port.postMessage({ id, answer: await perform(connection, asked) } satisfies Said);
  } catch (error) {
    port.postMessage({ id, fault: faultOf(error) } satisfies Said);
  }
}

function perform(connection: Sqlite, asked: Asked): Promise<unknown> | undefined {
  switch (asked[0]) {
    case 'ready':
      return undefined;
    case 'script':
      return connection.script(asked[1]);
    case 'execute':
      return connection.execute(asked[1], asked[2]);
    case 'insert':
      return connection.insert(asked[1], asked[2]);
    case 'surely':
    case 'checkReferences':
      return connection[asked[0]](asked[1]);
    default:
      return connection[asked[0]]();
  }
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code, rawCode } = error as Error & Omit<Fault, 'message'>;
  return { message, ...(code === undefined ? {} : { code }), ...(rawCode === undefined ? {} : { rawCode }) };
}
