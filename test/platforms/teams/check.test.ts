/** What an administrator is told about Teams before the first morning, and which variables are refused at start. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { checkTeams } from '../../../src/platforms/teams/check.ts';
import { APP_ID, joinTeam, OPS, TENANT } from '../../support/teams.ts';
import { openScene } from './support.ts';

test('the check names the teams, the channels and what is wrong with them', async () => {
  const scene = await openScene(async () => []);
  await joinTeam(scene.world);
  const config = { appId: APP_ID, tenants: [TENANT], openIdUrl: scene.world.openIdUrl };
  expect(await checkTeams(config, scene.store.teams, [OPS, '19:nowhere'])).toEqual({
    teams: ['Crédit'],
    channels: [
      { id: OPS, name: 'Ops', fault: undefined },
      { id: '19:nowhere', name: '19:nowhere', fault: expect.stringContaining('add the app to the team') },
    ],
  });
  await scene.close();
});

describe('the configuration', () => {
  const good = {
    TEAMS_APP_ID: APP_ID,
    TEAMS_APP_PASSWORD: 'secret',
    TEAMS_TENANT_ID: `${TENANT}, ${APP_ID}`,
    PUBLIC_URL: 'https://bot.example',
  };
  const faults = (env: NodeJS.ProcessEnv): string => {
    try {
      readConfig({ ENCOURS_POLICY: '', ...env });
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  test('of Teams alone, and of both platforms, is read', () => {
    expect(readConfig({ ...good })).toMatchObject({
      teams: { appId: APP_ID, tenants: [TENANT, APP_ID] },
      slack: undefined,
      local: false,
      publicUrl: 'https://bot.example',
    });
    const both = readConfig({ ...good, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
    expect([both.teams !== undefined, both.slack !== undefined, both.local]).toEqual([true, true, false]);
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    ['a secret without an app id', { TEAMS_APP_PASSWORD: 'x' }, 'TEAMS_APP_ID'],
    ['an app id that is none', { ...good, TEAMS_APP_ID: 'encours' }, 'TEAMS_APP_ID'],
    ['no secret', { ...good, TEAMS_APP_PASSWORD: '' }, 'TEAMS_APP_PASSWORD'],
    ['no tenant', { ...good, TEAMS_TENANT_ID: '' }, 'TEAMS_TENANT_ID'],
    ['a certificate that is not there', { ...good, TEAMS_CERTIFICATE: '/nowhere.pem' }, 'TEAMS_CERTIFICATE'],
    ['a stand-in for Microsoft elsewhere', { ...good, TEAMS_OPENID_URL: 'https://evil.example/openid' }, 'TEAMS_OPENID_URL'],
    [
      'a stand-in for Microsoft in production',
      { ...good, NODE_ENV: 'production', TEAMS_OPENID_URL: 'http://127.0.0.1:1/openid' },
      'TEAMS_OPENID_URL',
    ],
    ['pictures over plain HTTP', { ...good, PUBLIC_URL: 'http://bot.example' }, 'PUBLIC_URL'],
  ])('with %s is refused with its path', (_, env, path) => {
    // One fault, with the path of its variable, and no word of a secret.
    expect(faults(env)).toMatch(new RegExp(`^${path}: .{10,}$`));
    expect(faults(env)).not.toMatch(/secret(?!e)/);
  });
});
