/** Slack, Teams and the local page tell one story alike: each is driven through its own outside, and leaves the same state and the same words. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { Form } from '../../src/core/desk/card.ts';
import { type Driver, type Send, type Told, tell, type Who } from '../contracts/story.ts';
import { policyOf, RULES } from '../core/committee/room.ts';
import { sendInteraction } from '../platforms/slack/requests.ts';
import { BOT_TOKEN, GENERAL, SIGNING_SECRET, startLocalSlack, TEAM } from '../support/local-slack.ts';
import { freePort } from '../support/ports.ts';
import { testServer } from '../support/server.ts';
import * as teams from '../support/teams.ts';

const OPENING = '2026-11-24T07:59:00+01:00';
const rules = policyOf(RULES);
const everywhere = (on: object) => ({ agenda: { on, allowed: [] }, disputes: { on, allowed: [] }, committee: { on, allowed: [] } });
const spaced = (text: string): string => text.replace(/[\u00a0\u202f\u2060]/g, ' ');

/** Every visible text of some JSON, by the names of the properties that are shown. */
function visible(json: unknown, names: readonly string[]): string {
  const all: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) typeof inner === 'string' ? names.includes(key) && all.push(inner) : walk(inner);
  };
  walk(json);
  return spaced(all.join('\n'));
}

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  let found: T | undefined;
  const looked = async (): Promise<boolean> => {
    found = await look();
    return found !== undefined;
  };
  await expect.poll(looked, { message: what }).toBe(true);
  if (found === undefined) throw new Error(what);
  return found;
}

async function inSlack(): Promise<Driver> {
  const port = await freePort();
  const ids: Readonly<Record<Who, string>> = { alice: 'U01ALICE', bob: 'U02BOB', carol: 'U03CAROL', dora: 'U04DORA' };
  const slack = await startLocalSlack(port, [
    { id: ids.carol, name: 'carol', real_name: 'Carol Petit', email: 'carol@example.com' },
    { id: ids.dora, name: 'dora', real_name: 'Dora Maes', email: 'dora@example.com' },
  ]);
  const server = await testServer(OPENING, {
    port,
    local: false,
    slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl, spacing: 20 },
    policy: { ...rules, channels: everywhere({ slack: GENERAL }) },
  });
  const shown = (m: { readonly blocks?: unknown }): string =>
    visible(m.blocks, ['text']).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  const views = async () => (await slack.log()).filter((entry) => ['views.open', 'views.update'].includes(entry.summary));
  const heard = async (who: Who): Promise<readonly string[]> =>
    (await slack.messages(GENERAL)).filter((m) => m.ephemeral_to === ids[who]).map(shown);
  /** What a person alone is told next. */
  const told = async (who: Who, act: () => Promise<void>): Promise<string> => {
    const before = (await heard(who)).length;
    await act();
    return until(async () => (await heard(who))[before], `an answer to ${who}`);
  };
  const formOf = async (who: Who, act: () => Promise<void>): Promise<Send> => {
    const before = (await views()).length;
    await act();
    const detail = await until(async () => (await views())[before]?.detail, `a form for ${who}`);
    const { view } = detail as { view: { blocks: readonly { block_id: string; label?: { text: string }; element?: { type: string } }[] } };
    return (answers) =>
      told(who, async () => {
        const values = view.blocks.flatMap(({ block_id, label, element }) => {
          const answer = Object.entries(answers).find(([name]) => label?.text.startsWith(name))?.[1];
          if (!element || answer === undefined) return [];
          const state =
            element.type === 'static_select'
              ? { selected_option: { value: answer } }
              : element.type === 'datepicker'
                ? { selected_date: answer }
                : { value: answer };
          return [[block_id, { answer: { type: element.type, ...state } }]];
        });
        await sendInteraction(`http://127.0.0.1:${port}/slack/events`, {
          ...{ type: 'view_submission', team: { id: TEAM }, user: { id: ids[who], team_id: TEAM }, trigger_id: randomUUID() },
          view: { ...view, id: 'V1', hash: 'h', type: 'modal', callback_id: 'encours_form', state: { values: Object.fromEntries(values) } },
        });
      });
  };
  const find = async (words: string) =>
    (await slack.messages(GENERAL)).find((m) => !m.ephemeral_to && !m.thread_ts && shown(m).replace(/[*_]/g, '').includes(words));
  const press = async (who: Who, words: string, button: string): Promise<void> => {
    const message = await find(words);
    if (!message) throw new Error(words);
    await slack.press(ids[who], GENERAL, message, button);
  };
  return {
    server,
    ask: (who, name, text) => told(who, () => slack.command(ids[who], GENERAL, `/${name}`, text)),
    open: (who, name, text) => formOf(who, () => slack.command(ids[who], GENERAL, `/${name}`, text)),
    press: (who, words, button) => told(who, () => press(who, words, button)),
    pressForForm: (who, words, button) => formOf(who, () => press(who, words, button)),
    async card(words) {
      const found = await find(words);
      return found && shown(found);
    },
    async close() {
      await server.stop();
      await slack.stop();
    },
  };
}

async function inTeams(): Promise<Driver> {
  const port = await freePort();
  const { OPS } = teams;
  const world = await teams.startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  const users: Readonly<Record<Who, teams.TeamsUser>> = { alice: teams.ALICE, bob: teams.BOB, carol: teams.CAROL, dora: teams.DORA };
  for (const place of [OPS, teams.GENERAL])
    world.rosters.set(
      place,
      Object.values(users).map((user) => teams.memberOf(user)),
    );
  const server = await testServer(OPENING, {
    port,
    local: false,
    teams: { appId: teams.APP_ID, password: undefined, certificate: undefined, tenants: [teams.TENANT], openIdUrl: world.openIdUrl },
    policy: { ...rules, channels: everywhere({ teams: OPS }) },
  });
  await teams.joinTeam(world);
  const heard = (who: Who) => world.messages(world.privateOf(users[who]));
  const words = (card: teams.Any): string => visible(card.body, ['text', 'title']);
  const next = async (who: Who, act: () => Promise<unknown>): Promise<teams.SeenActivity> => {
    const before = heard(who).length;
    await act();
    return until(async () => heard(who)[before], `an answer to ${who}`);
  };
  const say = (who: Who, name: string, text: string) =>
    next(who, () => world.say(users[who], { channel: OPS, root: '1' }, `${name} ${text}`));
  const find = (text: string) => world.openers(OPS).find((m) => words(m.card).includes(text));
  /** The answer stands above the pressed card as it is by now. */
  const above = (answer: teams.Invoked): string => {
    const body: readonly teams.Any[] = answer.body.value.body;
    const end = body.findIndex((element) => element.separator === true);
    return words({ body: end < 0 ? body : body.slice(0, end) });
  };
  const press = async (
    who: Who,
    text: string,
    button: string,
  ): Promise<{ readonly answer: teams.Invoked; readonly id: string; readonly where: teams.Where }> => {
    const message = find(text);
    if (!message) throw new Error(text);
    const where = { channel: OPS, root: message.id };
    return { answer: await world.press(users[who], where, message, button), id: message.id, where };
  };
  const formOf = (who: Who, card: teams.Any, id: string, where: teams.Where): Send => {
    const inputs: readonly teams.Any[] = card.body.filter((element: teams.Any) => String(element.type).startsWith('Input.'));
    return async (answers) => {
      const filled = inputs.flatMap((input) => {
        const answer = Object.entries(answers).find(([name]) => input.label.startsWith(name))?.[1];
        return answer === undefined ? [] : [[input.id, input.type === 'Input.ChoiceSet' ? encodeURIComponent(answer) : answer]];
      });
      const submit = teams.actionsOf(card).find((action) => action.verb === 'submit');
      return above(await world.pressOn(users[who], where, id, card, submit?.title ?? '', Object.fromEntries(filled)));
    };
  };
  return {
    server,
    ask: async (who, name, text) => words((await say(who, name, text)).card),
    open: async (who, name, text) => {
      const message = await say(who, name, text);
      return formOf(who, message.card, message.id, 'private');
    },
    press: async (who, text, button) => above((await press(who, text, button)).answer),
    pressForForm: async (who, text, button) => {
      const { answer, id, where } = await press(who, text, button);
      return formOf(who, answer.body.value, id, where);
    },
    async card(text) {
      const found = find(text);
      return found && words(found.card);
    },
    async close() {
      await server.stop();
      await world.stop();
    },
  };
}

async function onTheLocalPage(): Promise<Driver> {
  const server = await testServer(OPENING, { local: true, policy: { ...rules, channels: everywhere({ local: 'credit' }) } });
  const origin = server.url.replace(/\/$/, '');
  const channel = 'credit';
  const mail = (who: Who): string => `${who}@example.com`;
  interface Message {
    readonly id: number;
    readonly thread: number | null;
    readonly author: string;
    readonly private: boolean;
    readonly card: object | null;
  }
  const read = async (who: Who): Promise<readonly Message[]> =>
    (
      (await (await fetch(`${origin}/local/api/messages?${new URLSearchParams({ as: mail(who), channel })}`)).json()) as {
        messages: Message[];
      }
    ).messages;
  const words = (message: Message): string => visible(message.card, ['text', 'title']);
  const act = async (who: Who, doing: object): Promise<{ readonly form?: Form & { readonly payload: string } }> => {
    const answer = await fetch(`${origin}/local/api/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ key: randomUUID(), as: mail(who), channel, thread: null, act: doing }),
    });
    return (await answer.json()) as Awaited<ReturnType<typeof act>>;
  };
  const heard = async (who: Who): Promise<readonly Message[]> => (await read(who)).filter((m) => m.author === 'bot' && m.private);
  const told = async (who: Who, doing: object): Promise<string> => {
    const before = (await heard(who)).length;
    await act(who, doing);
    return until(async () => {
      const message = (await heard(who))[before];
      return message && words(message);
    }, `an answer to ${who}`);
  };
  const formOf = async (who: Who, doing: object): Promise<Send> => {
    const { form } = await act(who, doing);
    if (!form) throw new Error('no form');
    return (answers) => {
      const filled = form.fields.flatMap((field) => {
        const answer = Object.entries(answers).find(([name]) => field.label.startsWith(name))?.[1];
        return answer === undefined ? [] : [[field.id, answer]];
      });
      return told(who, { type: 'submit', payload: form.payload, answers: Object.fromEntries(filled) });
    };
  };
  const find = async (text: string): Promise<Message | undefined> =>
    (await read('alice')).find((m) => m.author === 'bot' && !m.private && m.thread === null && words(m).includes(text));
  const pressed = async (text: string, button: string): Promise<object> => {
    const message = await find(text);
    const action = teams.actionsOf(message?.card).find((a) => a.title === button);
    if (!message || !action) throw new Error(`${text}: ${button}`);
    return { type: 'press', payload: (action.data as { intent: string }).intent, message: message.id };
  };
  const command = (name: string, text: string): object => ({ type: 'say', text: `/${name} ${text}` });
  return {
    server,
    ask: (who, name, text) => told(who, command(name, text)),
    open: (who, name, text) => formOf(who, command(name, text)),
    press: async (who, text, button) => told(who, await pressed(text, button)),
    pressForForm: async (who, text, button) => formOf(who, await pressed(text, button)),
    async card(text) {
      const found = await find(text);
      return found && words(found);
    },
    close: () => server.stop(),
  };
}

const tales = new Map<string, Told>();
const open: Driver[] = [];
afterAll(async () => {
  for (const driver of open) await driver.close();
});

test.each([
  ['the local page', onTheLocalPage],
  ['Teams', inTeams],
  ['Slack', inSlack],
])('%s tells the story', async (name, start) => {
  const driver = await start();
  open.push(driver);
  const told = await tell(driver);
  tales.set(name, told);
  expect(told.state).toMatchObject({
    dispute: { status: 'acknowledged' },
    decision: { outcome: 'approved', approved: '6000000', tally: { approve: 2, reject: 1 } },
    unsent: [],
  });
});

test('all three leave the same state and said the same words', () => {
  expect(tales.size).toBe(3);
  const [first, ...others] = [...tales.values()];
  for (const other of others) {
    expect(other.state).toEqual(first?.state);
    expect(other.said).toEqual(first?.said);
  }
});
