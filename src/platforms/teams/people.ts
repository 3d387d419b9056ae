/** Who is who in Teams: members by roster, guests and people of other organisations told apart, private conversations opened when they are needed. */
import { type Audience, type GatewayPlace, PlatformError } from '../../core/desk/outbox.ts';
import type { Identity } from '../../core/desk/places.ts';
import type { Activity, Spot } from './activity.ts';
import type { Connector, TeamsMember } from './connector.ts';
import type { Contacts } from './contacts.ts';
import type { TeamsPlace } from './memory.ts';

/** The speaker, as the conversation's roster shows them. */
export interface Speaker {
  readonly email: string | undefined;
  /** A guest, somebody without an account, a member of another tenant, or of no roster at all. */
  readonly outsider: boolean;
}

export interface People {
  /** Throws a PlatformError. */
  speaker(activity: Activity, spot: Spot): Promise<Speaker>;
  /** The private conversation with a person; it is made when there is none. Throws a PlatformError. */
  direct(identity: Identity): Promise<TeamsPlace & { readonly conversation: string }>;
  audience(to: GatewayPlace): Promise<Audience>;
  identify(email: string): Promise<Identity | undefined>;
  /** Whether a person who was met is neither in their conversation with the bot nor in any team of the bot's. */
  isGone(identity: Identity): Promise<boolean>;
  /** Accounts (29:…) of a channel's members, as its last audience was. */
  accounts(channel: string): readonly string[];
}

const FRESH = 300_000;
const REMEMBERED = 5_000;

export interface PeopleTools {
  readonly appId: string;
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly now: () => number;
}

export function createPeople({ appId, connector, contacts, now }: PeopleTools): People {
  const known = new Map<string, { readonly at: number; readonly member: Promise<TeamsMember | undefined> }>();
  const rosters = new Map<string, readonly string[]>();
  const opening = new Map<string, Promise<string>>();
  const { memory } = contacts;

  /** A member, asked for at most once in some minutes. */
  function memberOf(line: Pick<Spot, 'tenant' | 'serviceUrl'>, conversation: string, account: string): Promise<TeamsMember | undefined> {
    const key = `${conversation} ${account}`;
    const found = known.get(key);
    if (found && now() - found.at < FRESH) return found.member;
    const member = connector.member(line, conversation, account);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, { at: now(), member });
    member.catch(() => known.delete(key));
    return member;
  }

  async function roster(place: TeamsPlace): Promise<readonly TeamsMember[]> {
    const members = await connector.members(place, place.id);
    for (const member of members) if (isInsider(member, place.tenant)) await contacts.know(place, member);
    return members;
  }

  /** The person's place: as it was met, else as a team's roster shows them. */
  async function person(identity: Identity): Promise<TeamsPlace & { readonly account: string }> {
    for (const look of [async () => {}, lookAround]) {
      await look();
      const found = await memory.find('person', identity.userId);
      const { account } = found ?? {};
      if (found && account && found.tenant === identity.tenant) return { ...found, account };
    }
    throw new PlatformError(
      'refused',
      `${identity.userId} is in no team of the bot: add the app to a team of theirs, or let them write to it first`,
    );
  }

  async function lookAround(): Promise<void> {
    for (const team of await memory.all('team')) await roster(team);
  }

  function open(found: TeamsPlace & { readonly account: string }): Promise<string> {
    const key = `${found.tenant}/${found.id}`;
    const running = opening.get(key);
    if (running) return running;
    const opened = connector
      .open(found, {
        isGroup: false,
        bot: { id: `28:${appId}` },
        members: [{ id: found.account }],
        tenantId: found.tenant,
        channelData: { tenant: { id: found.tenant } },
      })
      .then(async ({ id }) => {
        await contacts.opened(found, id);
        return id;
      })
      // Opening it again gives the same conversation: a lost answer is no lost message.
      .catch((error: unknown) => {
        throw error instanceof PlatformError && error.fault === 'lost' ? new PlatformError('retry', error.message) : error;
      })
      .finally(() => opening.delete(key));
    opening.set(key, opened);
    return opened;
  }

  async function direct(identity: Identity): Promise<TeamsPlace & { readonly conversation: string }> {
    const found = await person(identity);
    return { ...found, conversation: found.conversation ?? (await open(found)) };
  }

  /** Somebody who uses the app where the bot is no member, as their own conversation with the bot shows them. */
  async function inPrivate({ from }: Activity): Promise<TeamsMember | undefined> {
    const place = from.aadObjectId === undefined ? undefined : await memory.find('person', from.aadObjectId);
    return place?.conversation ? memberOf(place, place.conversation, from.id) : undefined;
  }

  return {
    async speaker(activity, spot) {
      const listed = memberOf(spot, spot.conversation, activity.from.id).catch((error: unknown) => {
        // Where the app is used without the bot being a member, Teams gives it no roster.
        if (error instanceof PlatformError && error.fault === 'refused') return undefined;
        throw error;
      });
      const member = (await listed) ?? (await inPrivate(activity));
      if (!member) return { email: undefined, outsider: true };
      const outsider = !isInsider(member, spot.tenant) || !activity.from.aadObjectId;
      if (!outsider) await contacts.know(spot, member);
      return { email: member.email ?? member.upn, outsider };
    },
    direct,
    async audience(to) {
      if (to.kind === 'person') {
        const place = await direct(to.identity);
        const member = await memberOf(place, place.conversation, place.account ?? '');
        return toAudience(member ? [member] : [], place.tenant, place);
      }
      const place = await contacts.channel(to.id);
      const members = await roster(place);
      rosters.set(to.id, await familiarFirst(members));
      return toAudience(members, place.tenant);
    },
    async identify(email) {
      const look = async (): Promise<TeamsPlace | undefined> => memory.byEmail(email);
      const found = (await look()) ?? (await lookAround().then(look));
      return found && { platform: 'teams', tenant: found.tenant, userId: found.id };
    },
    async isGone({ userId }) {
      const place = await memory.find('person', userId);
      if (!place?.account || !place.conversation || (await memberOf(place, place.conversation, place.account))) return false;
      for (const team of await memory.all('team'))
        if ((await connector.members(team, team.id)).some((member) => member.objectId === userId)) return false;
      return true;
    },
    accounts: (channel) => rosters.get(channel) ?? [],
  };

  /** Those who have spoken to the bot come first: of a large team's members only some fit into a card. */
  async function familiarFirst(members: readonly TeamsMember[]): Promise<readonly string[]> {
    const met = new Set((await memory.all('person')).filter((p) => p.conversation !== null).map((p) => p.account));
    const rank = (m: TeamsMember): number => (met.has(m.id) ? 0 : 1);
    return [...members].sort((a, b) => rank(a) - rank(b)).map((m) => m.id);
  }
}

/** A member of the tenant itself: neither a guest (Entra marks their names #EXT#) nor somebody without an account. */
function isInsider(member: TeamsMember, tenant: string): boolean {
  if (member.role === 'guest' || member.role === 'anonymous' || /#EXT#/i.test(member.upn ?? '')) return false;
  return member.objectId !== undefined && (member.tenant === undefined || member.tenant === tenant);
}

function toAudience(members: readonly TeamsMember[], tenant: string, only?: TeamsPlace): Audience {
  const listed = members.map((m) => ({
    identity: { platform: 'teams', tenant: m.tenant ?? tenant, userId: m.objectId ?? m.id } as const,
    name: m.name,
    email: m.email ?? m.upn,
    guest: !isInsider(m, tenant),
    bot: false,
  }));
  // The test client lists nobody in conversations that the bot opened: it is then the person as the roster showed them.
  const alone = only && {
    identity: { platform: 'teams', tenant, userId: only.id } as const,
    name: only.name,
    email: only.email ?? undefined,
    guest: false,
    bot: false,
  };
  return {
    external: members.some((m) => m.tenant !== undefined && m.tenant !== tenant),
    members: listed.length === 0 && alone ? [alone] : listed,
  };
}
