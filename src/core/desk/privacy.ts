/** Who must not see amounts in a channel: asked before any card with amounts goes there. */
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Audience } from './outbox.ts';
import type { Person } from './people-ports.ts';
import { deskTexts } from './texts.ts';

export interface Outsiders {
  /** The channel is shared with another company. */
  readonly external: boolean;
  /** Names of guests, and of members who are not on the roster. */
  readonly names: readonly string[];
}

/** Undefined when everyone there may see amounts. `readers` are the people on file whose roles allow it; people whom the policy allows in that channel count as insiders; bots do not read. */
export function outsidersOf(audience: Audience, readers: readonly Person[], allowed: readonly string[] = []): Outsiders | undefined {
  const known = new Set(readers.map((p) => p.email.toLowerCase()));
  const excepted = new Set(allowed.map((a) => a.toLowerCase()));
  const names = audience.members
    .filter((m) => !m.bot)
    .filter((m) => !excepted.has(m.identity.userId.toLowerCase()) && !(m.email !== undefined && excepted.has(m.email.toLowerCase())))
    .filter((m) => m.guest || m.email === undefined || !known.has(m.email.toLowerCase()))
    .map((m) => m.name);
  return audience.external || names.length > 0 ? { external: audience.external, names } : undefined;
}

const NAMED = 5;

/** The refusal, with the names of those who stand in the way (five of them, the rest counted). */
export function outsidersRefusal(outsiders: Outsiders, channel: string, locale: Locale): DomainError {
  const t = deskTexts(locale);
  const shown = outsiders.names.slice(0, NAMED);
  const more = outsiders.names.length - shown.length;
  const names = [...shown, ...(more > 0 ? [t.andMore(more)] : [])].join(', ');
  const message = outsiders.external ? t.access.external(channel) : t.access.outsiders(channel, names);
  return new DomainError('outsiders', message, outsiders);
}
