/**
 * `npm run manifests`: writes the slash commands and shortcuts into Slack's manifest.yaml, and Teams' manifest.json and en.json, from the code; draws the icons,
 * and packs what an administrator uploads to Teams. With TEAMS_APP_ID (and PUBLIC_URL) in the environment the package is the company's own; without them only the
 * files in the repository are renewed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { parseDocument } from 'yaml';
import { FEATURES } from '../dist/src/core/features.js';
import { SHORTCUTS, slashCommands } from '../dist/src/platforms/slack/manifest.js';
import { PLACEHOLDERS, teamsLanguage, teamsManifest } from '../dist/src/platforms/teams/manifest.js';
import { colorIcon, outlineIcon } from './teams/icons.mjs';

const here = join(import.meta.dirname, 'teams');
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
const { commands } = FEATURES;

const slackFile = join(import.meta.dirname, 'slack/manifest.yaml');
const slack = parseDocument(readFileSync(slackFile, 'utf8'));
const address = { url: slack.getIn(['settings', 'interactivity', 'request_url']) };
const slash = slashCommands(commands).map(({ command, description, usage_hint }) => ({
  ...{ command, ...address, description },
  ...(usage_hint === '' ? {} : { usage_hint }),
  should_escape: false,
}));
slack.setIn(['features', 'slash_commands'], slack.createNode(slash));
slack.setIn(
  ['features', 'shortcuts'],
  slack.createNode(SHORTCUTS.map(({ name, callback_id, description }) => ({ name, type: 'message', callback_id, description }))),
);
writeFileSync(slackFile, slack.toString({ lineWidth: 0 }));

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const language = json(teamsLanguage(version, commands));
const icons = { 'color.png': colorIcon(), 'outline.png': outlineIcon() };

writeFileSync(join(here, 'manifest.json'), json(teamsManifest({ ...PLACEHOLDERS, version, commands })));
writeFileSync(join(here, 'en.json'), language);
for (const [name, bytes] of Object.entries(icons)) writeFileSync(join(here, name), bytes);

const { TEAMS_APP_ID: appId, PUBLIC_URL: url } = process.env;
if (appId !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) {
  console.error('TEAMS_APP_ID must be the application (client) id of the app registration.');
  process.exit(1);
}
const own = { appId: appId ?? PLACEHOLDERS.appId, url: (url ?? PLACEHOLDERS.url).replace(/\/$/, '') };
const manifest = json(teamsManifest({ ...own, version, commands }));
const text = (content) => new TextEncoder().encode(content);
const files = { 'manifest.json': text(manifest), 'en.json': text(language), ...icons };
// A fixed time: the same content gives the same package.
const packed = zipSync(files, { level: 9, mtime: new Date('2026-01-01T12:00:00Z') });
const folder = join(here, 'package');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'encours-teams.zip'), packed);
console.log(
  `manifests/teams/package/encours-teams.zip${appId === undefined ? ' (a sample: set TEAMS_APP_ID and PUBLIC_URL for your own)' : ''}`,
);
