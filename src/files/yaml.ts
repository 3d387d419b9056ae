/** A file that people write in YAML or JSON: its data, and where in it each part stands; or all that keeps it from being read, each fault with its line and column. */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Fault } from '../core/kernel/fault.ts';
import type { FaultTexts } from './fault-words.ts';

export interface Written {
  readonly data: unknown;
  /** "line 12, column 3": where a part stands, or the innermost part around it that is there. */
  placeOf(path: readonly (string | number)[]): string | undefined;
}

export interface YamlOptions {
  /** Numbers as the digits that were written, and a null is a key that is not there. */
  readonly asWritten?: boolean;
  /** `<<` takes over the keys of another part. */
  readonly merge?: boolean;
  /** How often parts that are named (`&`) may be repeated (`*`): a nest of them grows without end. */
  readonly repeats?: number;
}

/** Lists and maps within each other: the library's time grows with the square of it. */
const MAX_DEPTH = 64;
const REPEATS = 100;
/** What follows the first faults is mostly their consequence. */
const MAX_FAULTS = 20;

export function readYaml(source: string, t: FaultTexts, options: YamlOptions = {}): Written | { readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const placed = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return t.place(Math.max(line, 1), Math.max(col, 1));
  };
  const deep = tooDeep(source, lines);
  if (deep !== undefined) return { faults: [{ path: placed(deep), message: t.tooDeep(MAX_DEPTH) }] };
  const document = parseDocument(source, { merge: options.merge ?? false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const wrong = document.errors.map((error) => ({ at: error.pos[0], message: t.notYaml }));
  const faults = [...wrong, ...repeatedKeys(document).map((at) => ({ at, message: t.twice }))];
  if (faults.length > 0) return { faults: faults.slice(0, MAX_FAULTS).map(({ at, message }) => ({ path: placed(at), message })) };
  if (options.asWritten) visit(document, { Scalar: (_, node) => asDigits(node) });
  const repeats = { maxAliasCount: options.repeats ?? REPEATS };
  try {
    const data: unknown = document.toJS(options.asWritten ? { ...repeats, reviver: (_, value) => value ?? undefined } : repeats);
    return {
      data,
      placeOf(path) {
        const offset = offsetOf(document, path);
        return offset === undefined ? undefined : placed(offset);
      },
    };
  } catch {
    return { faults: badAliases(document).map(({ at, known }) => ({ path: placed(at), message: known ? t.repeats : t.noAnchor })) };
  }
}

/** Where it goes too deep. The lexer tells it without building anything; lines are noted on the way. */
function tooDeep(source: string, lines: LineCounter): number | undefined {
  let [offset, flow, block] = [0, 0, 0];
  lines.addNewLine(0);
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) block++;
    if (flow + block > MAX_DEPTH) return offset;
    // Marks of the lexer's own are no characters of the file.
    if (token !== '\u0002' && token !== '\u001f' && token !== '\u0018') {
      for (let at = token.indexOf('\n'); at !== -1; at = token.indexOf('\n', at + 1)) lines.addNewLine(offset + at + 1);
      offset += token.length;
    }
    if (token.includes('\n')) block = 0;
  }
  return undefined;
}

function repeatedKeys(document: Document.Parsed): readonly number[] {
  const found: number[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && name !== '<<' && isNode(key)) found.push(key.range?.[0] ?? 0);
        seen.add(name);
      }
    },
  });
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function asDigits(node: { value: unknown; source?: string }): void {
  if (typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
}

function badAliases(document: Document.Parsed): readonly { readonly at: number; readonly known: boolean }[] {
  const all: { at: number; known: boolean }[] = [];
  visit(document, { Alias: (_, node) => void all.push({ at: node.range?.[0] ?? 0, known: node.resolve(document) !== undefined }) });
  const unknown = all.filter(({ known }) => !known);
  return unknown.length > 0 ? unknown.slice(0, MAX_FAULTS) : all.slice(-1);
}

/** A map's part stands where its key does. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number | undefined {
  let node: unknown = document.contents;
  let found = document.contents?.range[0];
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const part: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined;
    const place = isPair(part) ? part.key : part;
    if (!isNode(place)) return found;
    found = place.range?.[0] ?? found;
    node = isPair(part) ? part.value : part;
  }
  return found;
}
