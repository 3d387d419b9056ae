/** The decision record as one HTML file: the minutes for a reader, the record as data, and the script that checks it. It loads nothing, and its own policy lets it run and style nothing but what it was made with. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeHtml } from '../core/committee/record/article.ts';
import { recordTexts } from '../core/committee/record/record.text.ts';
import type { PageContent } from '../core/desk/core.ts';

const SCRIPT = 'dist/record-page.js';
const STYLE = 'src/page/browser/page.css';

export function decisionPage({ title, locale, article, data }: PageContent): string {
  const t = recordTexts(locale);
  const script = asset(SCRIPT);
  const style = asset(STYLE);
  // No tag can begin inside of the data, whatever people wrote.
  const record = data.replace(/</g, '\\u003c');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<p id="verdict" role="status"><noscript>${escapeHtml(t.noScript)}</noscript></p>
<main id="minutes">${article}</main>
<footer id="data"></footer>
<script type="application/json" id="record">${record}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A file of the program's folder, found upwards: from the sources and from what is compiled of them. */
function asset(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, path))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`a decision's page cannot be made: no ${path} beside the program; npm run build makes it`);
    folder = parent;
  }
  return readFileSync(join(folder, path), 'utf8');
}
