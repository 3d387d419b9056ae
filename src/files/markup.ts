/** Walks through HTML or XML as its pieces come, within limits: no entity but the five of XML (and HTML's own) is ever resolved, and nothing is kept that the walker does not keep. */
import { Parser } from 'htmlparser2';
import { FileFault } from '../core/ledger/file-fault.ts';

export interface Walker {
  /** Names are in small letters in HTML, as written but without their prefix in XML; attributes likewise, with their prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Elements within elements. */
const MAX_DEPTH = 256;
/** Characters of a single tag or remark. */
const LONGEST_TAG = 1 << 20;
/** Characters taken at a time. */
const STEP = 1 << 15;

/**
 * Yields after each step, for whoever takes out what was gathered. Throws FileFault `truncated` when XML, or a table of a page, stops before its end;
 * `entities` when XML declares any: no program that writes workbooks does.
 */
export async function* walk(pieces: AsyncIterable<string>, kind: 'xml' | 'html', walker: Walker): AsyncGenerator<void> {
  const xml = kind === 'xml';
  let [depth, silent, ending] = [0, 0, false];
  const bare = xml ? withoutPrefix : (name: string) => name;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        silent = 0;
        if (++depth > MAX_DEPTH) throw new FileFault('beyond-limit', { what: 'depth', limit: MAX_DEPTH });
        walker.open(bare(name), attributes);
      },
      ontext(text) {
        silent = 0;
        walker.text(text);
      },
      onclosetag(name) {
        silent = 0;
        depth--;
        if (ending && (xml || name === 'table')) throw new FileFault('truncated');
        walker.close(bare(name));
      },
      onprocessinginstruction(name) {
        if (xml && name.toLowerCase() === '!doctype') throw new FileFault('entities');
      },
    },
    { xmlMode: xml },
  );
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += STEP) {
      const step = piece.slice(at, at + STEP);
      silent += step.length;
      parser.write(step);
      if (silent > LONGEST_TAG) throw new FileFault('beyond-limit', { what: 'line', limit: LONGEST_TAG });
      yield;
    }
  }
  ending = true;
  parser.end();
  yield;
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
