/** Where the JavaScript of a worker thread is: beside the caller once built. Node 20 cannot load TypeScript in a worker, so from the sources the built file is used. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `module` is its path in src, without an ending. Throws, saying how to build it, when there is none. */
export function workerUrl(module: string): URL {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/src' : '..';
  const url = new URL(`${built}/${module}.js`, import.meta.url);
  if (!existsSync(fileURLToPath(url))) throw new Error(`${fileURLToPath(url)} is missing: run npx tsc -p tsconfig.build.json`);
  return url;
}
