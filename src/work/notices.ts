/** What administrators are told of messages that did not arrive: of one cause on one day they have one message, which says how many there are by now and where they were to go. */
import { createHash } from 'node:crypto';
import { type Act, languageOf } from '../core/desk/act.ts';
import { sentence } from '../core/desk/card.ts';
import type { Destination, OutboxMessage, Outcome } from '../core/desk/outbox.ts';
import type { Person } from '../core/desk/people-ports.ts';
import { may } from '../core/desk/policy.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { instantOf, isoDay } from '../core/kernel/dates.ts';

export type Failed = Exclude<Outcome, { status: 'sent' }>;

const NOTICE = 'notice:';
/** Places named in a notice; the rest is counted. */
const NAMED = 5;

/** Tells each administrator, in the transaction that ends the row; a notice that fails tells nobody else. Who may not see amounts is told the message's key instead of its words. */
export async function tellAdministrators(act: Act, row: OutboxMessage, { status, why }: Failed): Promise<void> {
  if (row.key.startsWith(NOTICE)) return;
  const { policy, tx, at, day } = act;
  const cause = createHash('sha256').update(`${row.platform}|${status}|${why}`).digest('hex').slice(0, 16);
  const notice = `${NOTICE}${isoDay(day)}:${cause}`;
  // Taken before it is counted: of two rows that end at once the second waits for the first.
  const first = await tx.inbound.take(notice, at);
  const alike = await tx.outbox.alike({ platform: row.platform, status, error: why }, instantOf(day, 0, policy.timeZone), NOTICE);
  const count = alike.reduce((sum, place) => sum + place.count, 0);
  const people = await tx.people.all();
  for (const person of people.filter((p) => may(policy, p, 'administer'))) {
    const locale = languageOf(act, person);
    const t = deskTexts(locale).delivery;
    const amounts = row.card.amounts && may(policy, person, 'see');
    const what = row.card.amounts && !amounts ? row.key : row.card.fallback;
    const where = placesOf(alike, people, deskTexts(locale).andMore);
    const one = status === 'unknown' ? t.unknown(what) : t.refused(what, why);
    const many = status === 'unknown' ? t.unknowns(count, where, what) : t.refusals(count, where, what, why);
    const own = `${notice}:${person.id}`;
    const card = { ...sentence(first ? one : many, locale), amounts };
    await act.tell(person.id, first ? own : `${own}:${count}`, card, first ? {} : { replaces: own });
  }
}

function placesOf(
  alike: readonly { readonly destination: Destination; readonly count: number }[],
  people: readonly Person[],
  andMore: (n: number) => string,
): string {
  const named = alike.slice(0, NAMED).map(({ destination }) => nameOf(destination, people));
  const more = alike.length - named.length;
  return [...named, ...(more > 0 ? [andMore(more)] : [])].join(', ');
}

function nameOf(destination: Destination, people: readonly Person[]): string {
  switch (destination.to) {
    case 'channel':
      return `#${destination.channel}`;
    case 'person':
      return people.find((p) => p.id === destination.personId)?.name ?? String(destination.personId);
    case 'place':
      return destination.id;
    case 'address':
      return destination.address;
  }
}
