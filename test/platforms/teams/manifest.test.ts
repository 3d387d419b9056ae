/** The package that an administrator uploads to Teams: valid by Microsoft's own schema, and what the code uses, nothing more. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { default as draft04 } from 'ajv-draft-04';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { FEATURES } from '../../../src/core/features.ts';
import { PERMISSIONS, PLACEHOLDERS, teamsLanguage, teamsManifest } from '../../../src/platforms/teams/manifest.ts';
import { parseCommand } from '../../support/conversation.ts';

const { commands } = FEATURES;
const root = join(import.meta.dirname, '../../..');
const at = (name: string): string => join(root, 'manifests/teams', name);
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest = read('manifest.json');
const sources = readdirSync(join(root, 'src/platforms/teams')).map((file) => readFileSync(join(root, 'src/platforms/teams', file), 'utf8'));

/** What Microsoft's schema of that version says against it. */
function findings(schema: string, json: unknown): unknown {
  const file = createRequire(import.meta.url).resolve(`@microsoft/app-manifest/build/json-schemas/teams/v1.19/${schema}`);
  // Its patterns use escapes that are none in Unicode mode.
  const ajv = new draft04.default({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
  const valid = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return valid(json) ? [] : valid.errors;
}

describe('the Teams manifest', () => {
  test('in the repository is what the code makes: `npm run manifests` renews it', () => {
    expect(manifest).toEqual(teamsManifest({ ...PLACEHOLDERS, version, commands }));
    expect(read('en.json')).toEqual(teamsLanguage(version, commands));
  });

  test('and its other language are valid by Microsoft’s schema', () => {
    expect(findings('MicrosoftTeams.schema.json', manifest)).toEqual([]);
    expect(findings('MicrosoftTeams.Localization.schema.json', read('en.json'))).toEqual([]);
  });

  test('is found invalid when it is', () => {
    expect(findings('MicrosoftTeams.schema.json', { ...manifest, id: 'x' })).not.toEqual([]);
    expect(findings('MicrosoftTeams.schema.json', { ...manifest, name: {} })).not.toEqual([]);
  });

  test('lists every command in some list, ten at most in each, and each means something to the bot in both languages', () => {
    const lists = teamsManifest({ ...PLACEHOLDERS, version, commands }).bots;
    const listed = new Set((JSON.stringify(lists).match(/"title":"[^"]+"/g) ?? []).map((title) => title.slice(9, -1)));
    expect([...listed].sort()).toEqual(commands.map((c) => c.name.fr).sort());
    for (const { commands } of manifest.bots[0].commandLists) expect(commands.length).toBeLessThanOrEqual(10);
    for (const { name } of commands) for (const word of [name.fr, name.en]) expect(parseCommand('', word, 0), word).toBeDefined();
  });

  test('offers the extension’s commands that the code answers, and no invoke beyond them', () => {
    const commands: readonly { id: string; type: string; fetchTask?: boolean }[] = manifest.composeExtensions[0].commands;
    expect(commands.map(({ id, type, fetchTask }) => [id, type, fetchTask])).toEqual([
      ['debtor', 'query', undefined],
      ['dispute', 'action', true],
    ]);
    const answered = new Set(sources.join('\n').match(/'(?:composeExtension|adaptiveCard|task)\/\w+'/g));
    expect([...answered].sort()).toEqual([
      "'adaptiveCard/action'",
      "'composeExtension/fetchTask'",
      "'composeExtension/query'",
      "'composeExtension/selectItem'",
      "'composeExtension/submitAction'",
      "'task/fetch'",
      "'task/submit'",
    ]);
  });

  test('asks for the one permission that the code needs, and explains it', () => {
    const asked = manifest.authorization.permissions.resourceSpecific.map((p: { name: string }) => p.name);
    expect(asked).toEqual(Object.keys(PERMISSIONS));
    const guide = readFileSync(at('README.md'), 'utf8');
    for (const name of asked) expect(guide).toContain(name);
    expect(manifest.bots[0].scopes).toEqual(['personal', 'team', 'groupChat']);
  });

  test.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('%s is a PNG of %i pixels a side', (name, side) => {
    const png = readFileSync(at(name));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
  });
});

describe('`npm run manifests`', () => {
  const appId = '12345678-1234-4234-8234-123456789abc';
  beforeAll(() => {
    execFileSync(process.execPath, [at('../build.mjs')], {
      env: { ...process.env, TEAMS_APP_ID: appId, PUBLIC_URL: 'https://bot.firm.example/' },
    });
  });

  test('packs the company’s own manifest with its language and its icons', () => {
    const files = unzipSync(readFileSync(at('package/encours-teams.zip')));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const packed = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(packed).toMatchObject({ id: appId, developer: { websiteUrl: 'https://bot.firm.example' }, bots: [{ botId: appId }] });
    expect(findings('MicrosoftTeams.schema.json', packed)).toEqual([]);
  });

  test('leaves the files of the repository as they are', () => {
    expect(read('manifest.json')).toEqual(manifest);
  });
});
