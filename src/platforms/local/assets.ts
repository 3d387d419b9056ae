/** The page's own files, Microsoft's card renderer and the font: a fixed list, so that a path can reach nothing else. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const PAGE = 'src/platforms/local/page';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** By URL path; `/` is the page. Read once: the page changes with the program. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  const folder = pageFolder();
  const require = createRequire(import.meta.url);
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    if (TYPES[extname(name)] !== undefined) assets.set(name === 'index.html' ? '/' : `/local/${name}`, read(join(folder, name)));
  }
  assets.set('/local/adaptivecards.js', read(require.resolve('adaptivecards/dist/adaptivecards.min.js')));
  for (const weight of ['400Regular', '600SemiBold'] as const)
    assets.set(`/local/inter-${weight.slice(0, 3)}.ttf`, read(require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`)));
  return assets;
}

function read(file: string): Asset {
  const body = readFileSync(file);
  return {
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    body,
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
  };
}

/** The page's folder, found upwards: the page is served from src by the compiled program too. */
function pageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, PAGE, 'index.html'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`The local workspace cannot find its page: no ${PAGE} beside the program.`);
    folder = parent;
  }
  return join(folder, PAGE);
}
