/** Kept files held against the audit chain (docs/rules/proof.md, rule 9). */
import type { ChainedKind, Held, OwnFault } from './chained.ts';
import { DamagedFile, type FileReads, fileStatement } from './kept-files.ts';

/** Each is read and hashed again, one at a time. */
export const chainedFiles: ChainedKind = {
  noun: 'file',
  table: 'KeptFile',
  always: false,
  async held({ files }, ids) {
    const held = new Map<number, Held>();
    for (const id of ids) {
      const info = await files.info(id);
      if (!info) continue;
      const damaged = await isDamaged(files, id);
      const fault = (): OwnFault | undefined => (damaged ? { table: 'KeptFile', field: 'bytes', why: 'bytes' } : undefined);
      held.set(id, { states: fileStatement(info), fault });
    }
    return held;
  },
};

async function isDamaged(files: FileReads, id: number): Promise<boolean> {
  try {
    await files.bytes(id);
    return false;
  } catch (error) {
    if (error instanceof DamagedFile) return true;
    throw error;
  }
}
