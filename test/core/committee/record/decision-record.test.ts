/** The decision record: made anew from its own rows it is the same, counted again it gives its outcome, and a record with a field changed is refused. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { simulateFile } from '../../../../src/cli/vote-simulation.ts';
import { checkDocument, writtenDocument } from '../../../../src/core/committee/record/check-document.ts';
import type { DecisionDocument, DocumentRow } from '../../../../src/core/committee/record/decision-document.ts';
import { digestOf, hashOf } from '../../../../src/core/desk/audit.ts';
import { random, runs } from '../../../support/chance.ts';
import { anyRecord } from './any-record.ts';

const digest = async (text: string): Promise<string> => createHash('sha256').update(text).digest('hex');
const COUNT = runs(100, 2_000);
const RECORDS = Array.from({ length: COUNT }, (_, n) => anyRecord(n));

/** Every place in a JSON value that holds a text, a number or a truth value. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
}

function changed(document: DecisionDocument, [key = '', ...path]: readonly string[]): DecisionDocument {
  const copy = structuredClone(document);
  let at: object = copy;
  let last = key;
  for (const next of path) {
    at = Reflect.get(at, last);
    last = next;
  }
  const old: unknown = Reflect.get(at, last);
  Reflect.set(at, last, typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : old === null ? 'x' : `${old}x`);
  return copy;
}

const folder = mkdtempSync(join(tmpdir(), 'encours-records-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the verifier in Python says of each, in their order. There is no check without it: a machine that lacks it fails. */
function byPython(documents: readonly DecisionDocument[]): { readonly outcome: unknown; readonly bad: readonly string[] }[] {
  const files = documents.map((document, i) => {
    const file = join(folder, `${i}.json`);
    writeFileSync(file, writtenDocument(document));
    return file;
  });
  const said = execFileSync('python3', [join(import.meta.dirname, 'verify.py'), ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the decision record', () => {
  it(`of ${COUNT} votes by chance holds against its rows, and counts to its outcome`, async () => {
    const seen = new Set<string>();
    for (const [n, { document }] of RECORDS.entries()) {
      const { faults, counted, outcome } = await checkDocument(document, digest);
      expect({ n, faults }).toEqual({ n, faults: [] });
      expect(outcome).toEqual(document.outcome);
      seen.add(`${outcome.outcome} ${counted}`);
    }
    for (const one of ['approved', 'rejected', 'lapsed'])
      for (const how of ['ballots', 'counts']) expect([...seen]).toContain(`${one} ${how}`);
    expect([...seen]).toContain('approved delegated');
  });

  it('is judged alike by the command line, and by a program in another language that was written from its recipe', async () => {
    const told = byPython(RECORDS.map(({ document }) => document));
    expect(told.map(({ bad }) => bad)).toEqual(RECORDS.map(() => []));
    expect(told.map(({ outcome }) => outcome)).toEqual(RECORDS.map(({ document }) => document.outcome));
    for (const [n, { document }] of RECORDS.entries()) expect(await simulateFile(join(folder, `${n}.json`))).toEqual(document.outcome);
  });

  it('of a vote from before rows stated decisions, or with an erased row, is counted, and says that it is no more than that', async () => {
    const { document } = anyRecord(4);
    const rowsOf = (strip: (row: DocumentRow, i: number) => DocumentRow): DocumentRow[] => {
      let prev = document.rows[0]?.prev ?? '';
      return document.rows.map((row, i) => {
        const bare = { ...strip(row, i), prev };
        const digested = bare.payload === undefined ? bare : { ...bare, digest: digestOf(bare.salt ?? '', bare.payload) };
        prev = hashOf(digested);
        return { ...digested, hash: prev };
      });
    };
    const older = rowsOf((row) => (row.payload ? { ...row, payload: { kind: 'limit' } } : row));
    const erased = rowsOf(({ salt, payload, ...row }, i) =>
      i === 2 || payload === undefined ? row : { ...row, salt: salt ?? '', payload },
    );
    const remade = ([rows, missing]: readonly [DocumentRow[], string]): DecisionDocument =>
      ({ ...document, rows, missing: [missing], head: { seq: document.head.seq, hash: rows.at(-1)?.hash ?? '' } }) as DecisionDocument;
    const documents = [remade([older, 'statements']), remade([erased, 'erased'])];
    for (const one of documents) {
      expect(await checkDocument(one, digest)).toMatchObject({ faults: [], stated: false, counted: 'ballots' });
      const { faults } = await checkDocument({ ...one, missing: [] }, digest);
      expect(faults).toEqual([{ why: 'differs', at: 'missing' }]);
    }
    expect(byPython(documents).map(({ bad }) => bad)).toEqual([[], []]);
    const said: string[] = [];
    await simulateFile(join(folder, '0.json'), 'en', (words) => said.push(words));
    expect(said.join()).toContain('not that the ballots are those of the log');
  });

  it('has the published shape', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../docs/decision-record.schema.json'), 'utf8'));
    const fits = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    for (const { document } of RECORDS) {
      fits(JSON.parse(writtenDocument(document)));
      expect(fits.errors ?? []).toEqual([]);
    }
  });

  it('of a ballot, a rule, a name or a row that was changed is refused in a sentence, and by the other program too', async () => {
    const { document } = RECORDS[4] ?? anyRecord(4);
    const [ballot] = document.ballots;
    const forged = [
      changed(document, ['ballots', '0', 'choice']),
      changed(document, ['rule', 'proposerVotes']),
      changed(document, ['roster', '0', 'name']),
      changed(document, ['rows', '1', 'actor']),
      changed(document, ['head', 'hash']),
      changed(document, ['dossiers', '0', 'hash']),
      changed(document, ['outcome', 'early']),
    ];
    expect(ballot).toBeDefined();
    for (const { bad } of byPython(forged)) expect(bad.length).toBeGreaterThan(0);
    for (const n of forged.keys())
      await expect(simulateFile(join(folder, `${n}.json`), 'en')).rejects.toThrow('is not the record as it was closed');
    await expect(simulateFile(join(folder, '3.json'))).rejects.toThrow('l’empreinte de la ligne');
    writeFileSync(join(folder, 'x.json'), '{"format":"encours-decision/1","rows":7}');
    await expect(simulateFile(join(folder, 'x.json'), 'en')).rejects.toThrow('not the shape of a decision record');
  });

  it('is refused when any of its fields is changed', async () => {
    const next = random(31);
    for (let n = 0; n < runs(20, 400); n++) {
      const { document } = anyRecord(n);
      const places = leaves(document).filter(([key]) => key !== 'format');
      for (let i = 0; i < 25; i++) {
        const place = places[Math.floor(next() * places.length)] ?? [];
        const { faults } = await checkDocument(changed(document, place), digest).catch(() => ({ faults: ['not a record'] }));
        expect({ n, place, faulty: faults.length > 0 }).toEqual({ n, place, faulty: true });
      }
    }
  });
});
