/** The app package that an administrator uploads to Teams, made from the code that it must fit: the bot's commands, the message extension, the permissions, in French and English. */
import type { Command } from '../../core/desk/commands.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { ACTION, QUERY } from './extension.ts';

type Both = Readonly<Record<Locale, string>>;
type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** What stands in the manifest until the company puts its own in (see manifests/teams/README.md). */
export const PLACEHOLDERS = { appId: '00000000-0000-0000-0000-000000000000', url: 'https://encours.example.com' } as const;

/** Ten commands a list, says Teams; these are what a channel asks for. */
const IN_CHANNELS = ['debtor', 'dispute', 'committee', 'aging', 'indicators', 'chart', 'promise', 'mandate', 'agenda'];
const HELP = 'help';
const MOST = 10;

/** What one asks for in private as well, in this order as far as there is room. */
const EVERYWHERE = ['debtor', 'agenda', 'promise', 'dispute', 'committee', 'aging', 'indicators', 'chart', 'mandate'];

/** Commands of the private conversation: first those that no channel lists, so that each command is in one list at least. */
function personal(all: readonly Command[]): readonly string[] {
  const names = all.map((c) => c.name.en).filter((name) => name !== HELP);
  return [...names.filter((name) => !IN_CHANNELS.includes(name)), ...EVERYWHERE].slice(0, MOST - 1);
}

/** Resource-specific permissions, each with why it is needed. */
export const PERMISSIONS = {
  // Without it the bot hears mentions alone, and a case's thread would keep nothing else.
  'ChannelMessage.Read.Group': 'replies in the threads of the bot’s messages: the case’s room',
} as const;

const WORDS = {
  short: { fr: 'Encours', en: 'Encours' },
  full: { fr: 'Encours, le comité de crédit', en: 'Encours, the credit committee' },
  about: { fr: 'Le comité de crédit dans Teams', en: 'The credit committee in Teams' },
  more: {
    fr: 'Encours lit le grand livre, publie chaque matin les actions du jour et chaque semaine la balance âgée, suit les litiges jusqu’à leur issue, et tient les votes du comité sur les limites de crédit et les contentieux.',
    en: 'Encours reads the ledger, posts the day’s actions each morning and the aged balance each week, follows disputes to their end, and runs the committee’s votes on credit limits and litigation.',
  },
  query: { fr: 'Débiteur', en: 'Debtor' },
  queryHelp: { fr: 'Chercher un débiteur et mettre sa fiche dans le message', en: 'Look up a debtor and put its card into the message' },
  parameter: { fr: 'Recherche', en: 'Search' },
  parameterHelp: { fr: 'Nom, compte, SIREN ou facture', en: 'Name, account, SIREN or invoice' },
  action: { fr: 'En faire un litige', en: 'Make this a dispute' },
  actionHelp: {
    fr: 'Ouvre un litige dont ce message est la première pièce',
    en: 'Opens a dispute whose first exhibit is this message',
  },
} satisfies Record<string, Both>;

/** The app of one company: its id, its public address, the product's version, and the commands of the core. */
export interface App {
  readonly appId: string;
  readonly url: string;
  readonly version: string;
  readonly commands: readonly Command[];
}

/** `manifest.json`, with its texts in one language; the other's are laid over it by path. */
export function teamsManifest(app: App, locale: Locale = 'fr'): { readonly [name: string]: Json } {
  const { appId, url, version, commands: all } = app;
  const t = (words: Both): string => words[locale];
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: appId,
    developer: { name: 'Encours', websiteUrl: url, privacyUrl: `${url}/privacy`, termsOfUseUrl: `${url}/terms` },
    name: { short: t(WORDS.short), full: t(WORDS.full) },
    description: { short: t(WORDS.about), full: t(WORDS.more) },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1f3a5f',
    localizationInfo: { defaultLanguageTag: 'fr', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        // Ledger files are dropped into the private conversation.
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: commands(all, [...personal(all), HELP], locale) },
          { scopes: ['team', 'groupChat'], commands: commands(all, [...IN_CHANNELS, HELP], locale) },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: QUERY,
            type: 'query',
            context: ['compose', 'commandBox'],
            title: t(WORDS.query),
            description: t(WORDS.queryHelp),
            parameters: [{ name: 'query', title: t(WORDS.parameter), description: t(WORDS.parameterHelp), inputType: 'text' }],
          },
          {
            id: ACTION,
            type: 'action',
            context: ['message'],
            fetchTask: true,
            title: t(WORDS.action),
            description: t(WORDS.actionHelp),
          },
        ],
      },
    ],
    defaultInstallScope: 'team',
    webApplicationInfo: { id: appId, resource: `api://botid-${appId}` },
    authorization: { permissions: { resourceSpecific: Object.keys(PERMISSIONS).map((name) => ({ name, type: 'Application' })) } },
  };
}

function commands(all: readonly Command[], names: readonly string[], locale: Locale): Json {
  return all
    .filter((c) => names.includes(c.name.en))
    .sort((a, b) => names.indexOf(a.name.en) - names.indexOf(b.name.en))
    .map((c) => ({ title: c.name[locale], description: described(c.help[locale], c.argument?.[locale] ?? '') }));
}

/** 128 characters at most. */
function described(help: string, argument: string): string {
  const both = argument === '' ? help : `${help} · ${argument}`;
  return both.length <= 128 ? both : help.slice(0, 128);
}

/** `en.json`: every text of the manifest that differs from the French one, by its path, as Teams wants it. */
export function teamsLanguage(version: string, commands: readonly Command[]): Readonly<Record<string, string>> {
  const french = teamsManifest({ ...PLACEHOLDERS, version, commands }, 'fr');
  const english = teamsManifest({ ...PLACEHOLDERS, version, commands }, 'en');
  const required = ['name.short', 'name.full', 'description.short', 'description.full'];
  const before = new Map(textsOf(french, ''));
  const changed = textsOf(english, '').filter(([path, text]) => required.includes(path) || before.get(path) !== text);
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.Localization.schema.json',
    ...Object.fromEntries(changed),
  };
}

function textsOf(json: Json, path: string): readonly (readonly [string, string])[] {
  if (typeof json === 'string') return [[path, json]];
  if (typeof json !== 'object') return [];
  if (Array.isArray(json)) return json.flatMap((inner: Json, i) => textsOf(inner, `${path}[${i}]`));
  return Object.entries(json).flatMap(([name, inner]) => textsOf(inner, path === '' ? name : `${path}.${name}`));
}
