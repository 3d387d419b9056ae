/** Every sentence of the command line and of starting the server, in English. */
import { pluralEn as plural } from '../core/kernel/plural.ts';
import type { fr } from './cli.text.fr.ts';

export const en: typeof fr = {
  cannotWrite: (path) => `${path} cannot be written: check the folder and its permissions.`,
  fileThere: (path) => `${path} is here already: choose another name with --out.`,
  badDate: (given) => `“${given}” is not a date: write YYYY-MM-DD.`,
  platformRefuses: (platform, why) =>
    `The bot cannot enter ${platform} (${why}): check its tokens and the network, then start it again; “encours check” tells the rest.`,
  portTaken: (port) => `Port ${port} is already taken on this machine: stop the other program, or choose a free port with PORT.`,
  noFiles: (subject) => `No file is kept for ${subject}.`,
  noFile: (id) => `There is no kept file no. ${id}.`,
  check: {
    levels: { ok: 'ok', warning: 'warning', error: 'error' },
    labels: {},
    templates: (n) => `${plural(n, 'template', 'templates')} of letters, without fault.`,
    rate: (rate) => `late interest of the half-year: ${rate}.`,
    mail: (from) => `letters leave from ${from}.`,
    noMail: 'letters do not leave from here (SMTP_URL, MAIL_FROM): they are made on paper or as drafts.',
    noDatabase: (why) => `the database does not open (${why}): check DATABASE_URL.`,
    items: (n) => `open, ${plural(n, 'item', 'items')}.`,
    noItems: 'open, but empty: import a ledger (encours import FILE).',
    people: (n) => plural(n, 'person.', 'people.'),
    noAdministrator: 'nobody has the role admin or credit-manager: import a people file (encours import people.csv).',
    defaultPolicy: 'no file: the French defaults apply.',
    local: 'local workspace (no platform configured).',
    noPlatform: 'no platform is configured: set SLACK_BOT_TOKEN or TEAMS_APP_ID, or ENCOURS_LOCAL=1 for the local workspace.',
    slack: (team) => `valid token, workspace ${team}.`,
    slackFault: (why) => `Slack refuses (${why}): check SLACK_BOT_TOKEN and the network.`,
    scopes: 'every scope that is needed is granted.',
    missingScopes: (scopes) => `missing scopes: ${scopes}. Reinstall the app with manifests/slack.`,
    channel: (name) => `#${name}, the bot is in it.`,
    teams: 'Microsoft gives the app a token.',
    teamsFault: (why) => `Teams refuses (${why}).`,
    noTeam: 'the app is in no team, or was not told of one: add it to the committee’s team (manifests/teams).',
    noPublicUrl: 'PUBLIC_URL is not set: in Teams, charts are told in words and figures.',
    noAgendaChannel: 'the policy names no channel for the agenda (channels.agenda.slack or .teams).',
    clock: 'in step with Slack.',
    clockOff: (seconds) => `off by ${seconds} s: set the machine's time (NTP), or signatures will be refused.`,
    fonts: 'shipped and readable.',
  },
};
