/** The scores by which classes were told last. */
import type { ScoreReads, ScoreWrites } from '../core/score/ports.ts';
import { SCORE_CLASSES, type ScoreClass } from '../core/score/score-policy.ts';
import { columnsOf } from './columns.ts';
import type { Db } from './db.ts';

const TARGET = {
  table: 'DebtorScore',
  columns: columnsOf('DebtorScore', ['debtorId', 'class', 'tenths', 'parts', 'day']),
  tail: `ON CONFLICT ("debtorId") DO UPDATE SET "class" = excluded."class", "tenths" = excluded."tenths", "parts" = excluded."parts", "day" = excluded."day"`,
} as const;

export function createScoreReads({ prisma }: Db): ScoreReads {
  return {
    async told() {
      const rows = await prisma.debtorScore.findMany();
      return new Map(
        rows.map(({ class: name, parts, ...row }) => [
          row.debtorId,
          { ...row, class: classNamed(name), parts: parts.split(' ').map(read) },
        ]),
      );
    },
  };
}

export function createScoreWrites(db: Db): ScoreWrites {
  return {
    tell: (scores) =>
      db.insert(TARGET, scores, ({ debtorId, class: name, tenths, parts, day }) => [
        debtorId,
        name,
        tenths,
        parts.map(written).join(' '),
        day,
      ]),
  };
}

function written(tenths: number | undefined): string {
  return tenths === undefined ? '-' : String(tenths);
}

function read(text: string): number | undefined {
  return text === '-' ? undefined : Number(text);
}

function classNamed(text: string): ScoreClass {
  const found = SCORE_CLASSES.find((known) => known === text);
  if (!found) throw new Error(`no class of risk is called ${text}`);
  return found;
}
