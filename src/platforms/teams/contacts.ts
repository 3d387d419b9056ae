/** Where the bot was met: each team, channel, chat and person is kept at first contact, with the address that answers for it, so that the bot can speak there of its own accord. */
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Activity, Spot } from './activity.ts';
import type { Connector, TeamsMember } from './connector.ts';
import type { TeamsMemory, TeamsPlace } from './memory.ts';

export interface Contacts {
  /** The spot of something that was done on a card or in the compose box, which may be anywhere: private is only the conversation that the person has with the bot, while a chat between two people calls itself personal too. */
  trueSpot(activity: Activity, spot: Spot): Promise<Spot>;
  /** Keeps what an activity tells of its place and its speaker; writes only what is new. */
  meet(activity: Activity, spot: Spot): Promise<void>;
  /** Keeps a member as a roster shows them. */
  know(place: Pick<TeamsPlace, 'tenant' | 'serviceUrl'>, member: TeamsMember): Promise<void>;
  /** Keeps the private conversation with a person. */
  opened(person: TeamsPlace, conversation: string): Promise<void>;
  /** The team was joined: its channels can be written to from now on. */
  joined(team: TeamsPlace): Promise<void>;
  left(kind: TeamsPlace['kind'], id: string): Promise<void>;
  /** The channel or chat of that id. Throws `refused` when the bot was never there. */
  channel(id: string): Promise<TeamsPlace>;
  readonly memory: TeamsMemory;
}

const REMEMBERED = 10_000;

export function createContacts(memory: TeamsMemory, connector: Connector, now: () => number): Contacts {
  const kept = new Map<string, string>();

  async function save(place: TeamsPlace): Promise<void> {
    const key = `${place.tenant}/${place.kind}/${place.id}`;
    const known = kept.get(key);
    const text = JSON.stringify(place);
    if (known === text) return;
    await memory.save(place, now());
    if (kept.size >= REMEMBERED) kept.clear();
    kept.set(key, text);
  }

  async function joined(team: TeamsPlace): Promise<void> {
    await save(team);
    for (const { id, name } of await connector.channels(team, team.id))
      await save({ ...blank(team), kind: 'channel', id, team: team.id, name });
  }

  async function channel(id: string): Promise<TeamsPlace> {
    const known = (await memory.find('channel', id)) ?? (await memory.find('chat', id));
    if (known) return known;
    // The channel may be younger than the bot's first day in its team.
    for (const team of await memory.all('team')) await joined(team);
    const found = await memory.find('channel', id);
    if (found) return found;
    throw new PlatformError(
      'refused',
      `${id}: the bot was never there: add the app to the team (manifests/teams), mention it once in the channel, and check the channel id in the policy`,
    );
  }

  return {
    async trueSpot(activity, spot) {
      if (spot.kind !== 'person') return spot;
      const place = await memory.find('person', activity.from.aadObjectId ?? '');
      return place?.conversation === spot.conversation ? spot : { ...spot, kind: 'chat' };
    },
    async meet(activity, spot) {
      const { from, channelData } = activity;
      const place = blank(spot);
      if (from.aadObjectId)
        await save({
          ...place,
          kind: 'person',
          id: from.aadObjectId,
          account: from.id,
          name: from.name ?? '',
          conversation: spot.kind === 'person' ? spot.conversation : null,
        });
      if (spot.kind === 'chat') await save({ ...place, kind: 'chat', id: spot.conversation, name: activity.conversation.name ?? '' });
      if (spot.kind !== 'channel') return;
      if (spot.team !== undefined) await save({ ...place, kind: 'team', id: spot.team, name: channelData?.team?.name ?? '' });
      await save({ ...place, kind: 'channel', id: spot.conversation, team: spot.team ?? null, name: channelData?.channel?.name ?? '' });
    },
    async know(place, member) {
      if (!member.objectId) return;
      const email = member.email ?? member.upn ?? null;
      await save({ ...blank(place), kind: 'person', id: member.objectId, account: member.id, name: member.name, email });
    },
    opened: (person, conversation) => save({ ...person, conversation }),
    joined,
    async left(kind, id) {
      kept.clear();
      await memory.forget(kind, id);
    },
    channel,
    memory,
  };
}

function blank({ tenant, serviceUrl }: Pick<TeamsPlace, 'tenant' | 'serviceUrl'>): Omit<TeamsPlace, 'kind' | 'id'> {
  return { tenant, serviceUrl, team: null, conversation: null, account: null, name: '', email: null };
}
