/** The manifest that an administrator pastes into Slack holds what the code uses, and nothing more. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FEATURES } from '../../../src/core/features.ts';
import { SHORTCUTS, slashCommands } from '../../../src/platforms/slack/manifest.ts';
import { EVENT_SCOPES, METHOD_SCOPES, SCOPES } from '../../../src/platforms/slack/scopes.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { command: string; description: string; usage_hint?: string; url: string }[];
    readonly shortcuts?: readonly { name: string; type: string; callback_id: string; description: string }[];
    readonly app_home: Readonly<Record<string, boolean>>;
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[]; readonly user?: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string; readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string };
  };
}

const root = join(import.meta.dirname, '../../..');
const manifest: Manifest = parse(readFileSync(join(root, 'manifests/slack/manifest.yaml'), 'utf8'));
const folder = join(root, 'src/platforms/slack');
const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

describe('the Slack manifest', () => {
  test('lists the slash commands of the code, with their words', () => {
    const listed = manifest.features.slash_commands.map(({ command, description, usage_hint = '' }) => ({
      command,
      description,
      usage_hint,
    }));
    expect(listed).toEqual(slashCommands(FEATURES.commands));
  });

  test('lists the message shortcuts of the code', () => {
    expect((manifest.features.shortcuts ?? []).map(({ type: _, ...shortcut }) => shortcut)).toEqual(SHORTCUTS);
  });

  test('asks for the scopes of the methods and events that are used, and for none on behalf of people', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(SCOPES);
    expect(manifest.oauth_config.scopes.user).toBeUndefined();
  });

  test('subscribes to the events that the code listens to', () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(EVENT_SCOPES).sort());
    const heard = sources.flatMap((source) =>
      [...source.matchAll(/\btype: z\.literal\('(user_change)'|\{ type: z\.enum\(\[('app_mention'[^\]]+)\]/g)].flatMap(
        ([, one, several = '']) => one ?? [...several.matchAll(/'([a-z_]+)'/g)].map(([, event]) => event),
      ),
    );
    expect(new Set(Object.keys(EVENT_SCOPES).map((event) => event.split('.')[0]))).toEqual(new Set(heard));
  });

  test('sends everything to the one address, and lets people write to the bot', () => {
    const { event_subscriptions, interactivity } = manifest.settings;
    const urls = [event_subscriptions.request_url, interactivity.request_url, ...manifest.features.slash_commands.map((c) => c.url)];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set(['/slack/events']));
    expect(interactivity.is_enabled).toBe(true);
    expect(manifest.features.app_home).toMatchObject({ messages_tab_enabled: true, messages_tab_read_only_enabled: false });
  });
});

test('every Web API method that the sources call has its scopes listed, and no other has', () => {
  const calls = sources.flatMap((source) => [...source.matchAll(/\bweb\s*\.\s*([a-z]+)\s*\.\s*([A-Za-z]+)\(/g)]);
  const called = calls.map((match) => `${match[1]}.${match[2]}`);
  expect(new Set(called)).toEqual(new Set(Object.keys(METHOD_SCOPES)));
});
