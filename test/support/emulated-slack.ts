/** A second opinion on Slack's Web API (emulate): it keeps message metadata, checks scopes, and knows channels that are closed to the bot. */
import { createEmulator } from 'emulate';
import { freePort } from './ports.ts';

export interface EmulatedSlack {
  readonly apiUrl: string;
  readonly token: string;
  /** Ids by name. */
  readonly users: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  call(method: string, args?: object): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** `scopes`: what the bot's token may do; every call that needs another is refused. */
export async function startEmulatedSlack(scopes: readonly string[]): Promise<EmulatedSlack> {
  const port = await freePort();
  const token = 'xoxb-emulated';
  const admin = 'xoxb-emulated-admin';
  const emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    seed: {
      slack: {
        team: { name: 'Encours', domain: 'encours' },
        users: [
          { name: 'encours', real_name: 'Encours', email: 'bot@example.com' },
          { name: 'alice', real_name: 'Alice Anderson', email: 'alice@example.com' },
          { name: 'bob', real_name: 'Bob Brown', email: 'bob@example.com' },
        ],
        channels: [{ name: 'credit' }, { name: 'closed' }],
        strict_scopes: true,
        tokens: [
          { token, type: 'bot', user: 'encours', scopes: [...scopes] },
          {
            token: admin,
            type: 'bot',
            user: 'alice',
            scopes: ['channels:read', 'channels:manage', 'channels:write', 'users:read', 'chat:write', 'channels:history', 'im:history'],
          },
        ],
      },
    },
  });
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const call = async (method: string, args: object = {}): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await fetch(apiUrl + method, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: JSON.stringify(args),
    });
    return answer.json() as Promise<Readonly<Record<string, unknown>>>;
  };
  const named = (list: unknown): Map<string, string> =>
    new Map((list as readonly { readonly id: string; readonly name: string }[]).map((entry) => [entry.name, entry.id]));
  return {
    apiUrl,
    token,
    users: named((await call('users.list')).members),
    channels: named((await call('conversations.list', { types: 'public_channel' })).channels),
    call,
    stop: () => emulator.close(),
  };
}
