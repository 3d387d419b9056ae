/** The one schema.prisma and its PostgreSQL twin: a Prisma schema names one provider, so the second is made from the first. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PROVIDERS = ['sqlite', 'postgresql'];
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const schemaFile = `${root}prisma/schema.prisma`;

/** A schema's text for a provider; the twin's client goes beside the twin, which lies in src/store/generated. */
export function withProvider(text, provider) {
  if (provider === 'sqlite') return text;
  return replaceOnce(
    replaceOnce(text, 'provider = "sqlite"', `provider = "${provider}"`),
    '"../src/store/generated/sqlite"',
    `"./${provider}"`,
  );
}

export function schemaFor(provider) {
  return withProvider(readFileSync(schemaFile, 'utf8'), provider);
}

function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`prisma/schema.prisma must contain ${from} exactly once`);
  return text.replace(from, to);
}
