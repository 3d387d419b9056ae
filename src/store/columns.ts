/** The columns of a table that a statement names, with what the schema says they hold. */
import { COLUMNS } from './generated/columns.ts';

type Tables = typeof COLUMNS;

/** In the order given, which is that of the statement. */
export function columnsOf<Table extends keyof Tables, Name extends keyof Tables[Table]>(
  table: Table,
  names: readonly Name[],
): Pick<Tables[Table], Name> {
  const all = COLUMNS[table];
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<Tables[Table], Name>;
}
