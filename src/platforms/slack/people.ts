/** Who is who in the workspace: the bot itself, its members and guests, remembered for some minutes so that a burst of events asks Slack once. */

import { webApi } from '@slack/bolt';
import type { Locale } from '../../core/kernel/locale.ts';
import { translate } from './errors.ts';

/** Ourselves, as the token says. */
export interface Me {
  readonly teamId: string;
  readonly teamName: string;
  readonly enterpriseId: string | undefined;
  readonly userId: string;
  /** What the token may do; undefined when Slack does not say. */
  readonly scopes: readonly string[] | undefined;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** A guest, or a member of another organisation. */
  readonly guest: boolean;
  readonly bot: boolean;
  readonly deleted: boolean;
  readonly locale: Locale | undefined;
}

export interface People {
  me(): Promise<Me>;
  /** Throws a PlatformError. */
  member(userId: string): Promise<Member>;
  members(userIds: readonly string[]): Promise<readonly Member[]>;
  /** The member with that e-mail address; undefined when nobody has it. */
  byEmail(email: string): Promise<Member | undefined>;
  /** The channel of the private conversation between a member and the bot; it is made when there is none. */
  direct(userId: string): Promise<string>;
}

const FRESH = 300_000;
/** Beyond so many unknown members, pages of the whole list are cheaper than one call for each. */
const ONE_BY_ONE = 30;
const PAGE = 200;
/** Slack allows some 20 pages a minute; the members of a larger workspace are asked for one by one. */
const PAGES = 10;
/** Slack's own messenger, a bot without the mark of one. */
const SLACKBOT = 'USLACKBOT';

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

export function createPeople(web: webApi.WebClient, now: () => number = Date.now): People {
  const known = new Map<string, { readonly at: number; readonly member: Promise<Member> }>();
  const directs = new Map<string, Promise<string>>();
  let self: Promise<Me> | undefined;

  async function ask(userId: string): Promise<Member> {
    const user = await call('users.info', () => web.users.info({ user: userId, include_locale: true }));
    return toMember(user.user ?? {}, userId, await me());
  }

  function me(): Promise<Me> {
    self ??= call('auth.test', () => web.auth.test()).then((answer) => ({
      teamId: answer.team_id ?? '',
      teamName: answer.team ?? '',
      enterpriseId: answer.enterprise_id,
      userId: answer.user_id ?? '',
      scopes: answer.response_metadata?.scopes,
    }));
    self.catch(() => {
      self = undefined;
    });
    return self;
  }

  function member(userId: string): Promise<Member> {
    const found = known.get(userId);
    if (found && now() - found.at < FRESH) return found.member;
    const asked = ask(userId);
    remember(userId, asked);
    return asked;
  }

  function remember(userId: string, asked: Promise<Member>): void {
    if (known.size > 10_000) known.clear();
    known.set(userId, { at: now(), member: asked });
    asked.catch(() => known.delete(userId));
  }

  async function listAll(): Promise<void> {
    const us = await me();
    let cursor = '';
    for (let pages = 0; pages < PAGES; pages++) {
      const page = await call('users.list', () => web.users.list({ limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) }));
      for (const user of page.members ?? []) if (user.id) remember(user.id, Promise.resolve(toMember(user, user.id, us)));
      cursor = page.response_metadata?.next_cursor ?? '';
      if (!cursor) return;
    }
  }

  return {
    me,
    member,
    async members(userIds) {
      const unknown = userIds.filter((id) => now() - (known.get(id)?.at ?? 0) >= FRESH);
      if (unknown.length > ONE_BY_ONE) await listAll();
      return Promise.all(userIds.map(member));
    },
    async byEmail(email) {
      try {
        const { user } = await web.users.lookupByEmail({ email });
        return user?.id ? toMember(user, user.id, await me()) : undefined;
      } catch (error) {
        if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'users_not_found') return undefined;
        throw translate(error, 'users.lookupByEmail', 'ask');
      }
    },
    direct(userId) {
      const found = directs.get(userId);
      if (found) return found;
      const opened = call('conversations.open', () => web.conversations.open({ users: userId })).then((answer) => answer.channel?.id ?? '');
      directs.set(userId, opened);
      opened.catch(() => directs.delete(userId));
      return opened;
    },
  };
}

async function call<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error, what, 'ask');
  }
}

function toMember(user: SlackUser, id: string, us: Me): Member {
  const language = user.locale?.slice(0, 2).toLowerCase();
  return {
    id,
    name: user.profile?.real_name || user.real_name || user.name || id,
    email: user.profile?.email || undefined,
    guest: isOutsider(user, us),
    bot: user.is_bot === true || id === SLACKBOT,
    deleted: user.deleted === true,
    locale: language === 'fr' || language === 'en' ? language : undefined,
  };
}

/** Guests of one or several channels, strangers of a shared channel, and members of another team, unless it belongs to the same organisation (Enterprise Grid). */
function isOutsider(user: SlackUser, us: Me): boolean {
  if (user.is_restricted || user.is_ultra_restricted || user.is_stranger) return true;
  const sameOrganisation = us.enterpriseId !== undefined && user.enterprise_user?.enterprise_id === us.enterpriseId;
  return user.team_id !== undefined && user.team_id !== us.teamId && !sameOrganisation;
}
