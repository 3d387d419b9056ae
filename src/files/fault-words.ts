/** What may be wrong in a file that an administrator writes (policy, mapping, vote) or in the environment, in the reader's language. */
import { z } from 'zod';
import type { Fault } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { textsOf } from '../core/kernel/texts.ts';

/** Checks a value; faults that the library words itself are in that language. */
export function checkedIn<S extends z.ZodType>(locale: Locale, schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
  z.config(z.locales[locale]());
  try {
    const result = schema.safeParse(value);
    // The words are chosen when they are first asked for.
    for (const issue of result.error?.issues ?? []) void issue.message;
    return result;
  } finally {
    z.config(z.locales.en());
  }
}

interface About {
  /** What the file as a whole is called. */
  readonly root: string;
  /** What is said of a key that is not known. */
  readonly unknown: (path: readonly string[]) => string;
  readonly under?: readonly string[];
  readonly file?: { placeOf(path: readonly string[]): string | undefined };
}

/** The faults of a check, each with its path and, of a file, its place; a key that is not known is a fault of its own. */
export function faultsOf(error: z.ZodError | undefined, { root, unknown, under = [], file }: About): readonly Fault[] {
  const fault = (path: readonly string[], message: string): Fault => {
    const at = file?.placeOf(path);
    return { path: path.join('.') || root, message, ...(at === undefined ? {} : { at }) };
  };
  return (error?.issues ?? []).flatMap((issue) => {
    const path = [...under, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [fault(path, issue.message)];
    return issue.keys.map((key) => fault([...path, key], unknown(path)));
  });
}

/** A check is costly to make: made once for a language, and for what else it depends on. */
export function remembered<Key extends readonly string[], Made>(make: (...key: Key) => Made): (...key: Key) => Made {
  const made = new Map<string, Made>();
  return (...key) => {
    const known = made.get(key.join()) ?? make(...key);
    made.set(key.join(), known);
    return known;
  };
}

function listed(values: readonly string[], or: string): string {
  return [...values.slice(0, -2), values.slice(-2).join(` ${or} `)].join(', ');
}

const en = {
  place: (line: number, column: number) => `line ${line}, column ${column}`,
  // Kinds of values.
  aText: 'must be a text',
  notEmpty: 'must not be empty',
  number: 'must be a whole number',
  whole: 'must be a whole number, 0 or more',
  either: (...values: readonly string[]) => `must be ${listed(values, 'or')}`,
  among: (values: readonly string[]) => `must be among ${values.join(', ')}`,
  email: 'must be an e-mail address',
  webAddress: 'must be a web address, such as https://stamps.example/tsa',
  currency: 'must be an ISO 4217 code, such as EUR',
  country: 'must be a country code, such as FR',
  timeZone: 'must be an IANA time zone, such as Europe/Paris',
  date: 'must be a date, YYYY-MM-DD',
  time: (such: string) => `must be a time such as ${such}`,
  days: (most: number) => `must be a number of days, at most ${most}`,
  daysOrOff: 'must be a number of days, or off',
  hours: 'must be a number of business hours',
  duration: 'must be a duration of weeks, days, hours, minutes or seconds, such as PT4H or P1D',
  amount: (such: string) => `must be an amount, such as "${such}"`,
  amountOnly: (such: string) => `must be an amount, such as "${such}": digits and a decimal point, no sign, no spaces`,
  decimal: 'must be a decimal string, such as "0.92"',
  above0: 'must be above 0',
  share: (such: string) => `must be a share such as "${such}"`,
  shareOrOff: (such: string) => `must be a share such as "${such}", or off`,
  shareBelow: (such: string) => `must be a share below 100 %, such as "${such}"`,
  above0percent: 'must be above 0 %',
  fraction: 'must be a share between 0 and 1, such as "0.5"',
  rate: (such: string) => `must be a rate such as "${such}"`,
  points: 'must be a number of points',
  wholePoints: 'must be a whole number of points',
  role: 'must be a role',
  roles: 'must be a list of roles',
  oneRole: 'must name at least one role',
  siren: 'must be the nine digits of a SIREN, in quotes',
  theSiren: 'must be the nine digits of the SIREN, in quotes',
  terms: 'must be payment terms, such as "30", "45 EOM" or "EOM 45"',
  accountStart: 'must be the first digits of an account, three at least',
  bound: (most: number) => `must be a whole number of days from 1 to ${most}`,
  bounds: (most: number) => `must be a list of 1 to ${most} numbers of days, such as [30, 60, 90, 120]`,
  rising: 'must be more than the number before it',
  // The policy.
  notYaml: 'cannot be read as YAML',
  tooDeep: (most: number) => `is nested more than ${most} times: write it flatter`,
  repeats: 'repeats a part that repeats others, without end: write it out',
  noAnchor: 'repeats a part that is not there: name it first, with &',
  tooLarge: 'names a file of more than 1 MB, which nobody writes by hand',
  notAFile: (path: string) => `names no file but a folder, a pipe or a device: ${path}`,
  twice: 'is written twice',
  noOption: 'is not an option',
  endsBefore: 'must not end before it begins',
  endsAfter: 'must end after they begin',
  inOrder: (steps: string) => `must be in order: ${steps}`,
  stepDay: 'must be a number of days from the due day, below 0 before it',
  oneOf: (values: readonly string[]) => `must be one of ${values.join(', ')}`,
  forWhom: 'must say for whom; the last scenario alone has no when',
  orderOfDays: 'must be in order of their days, one a day',
  forTheRest: 'must end with the one scenario that has no when: it is for everybody else',
  ownNames: 'must have names of their own',
  noBallot: (who: string) => `names ${who}, which holds no ballot here (voters)`,
  lastBand: 'the last band must have no upTo, and a rule: it is where everything else goes',
  halfYear: 'must be a 1 January or a 1 July, such as 2026-07-01',
  halfYearRate: 'must give legal, ecb or both',
  holder: 'must be a role or an e-mail address',
  howMany: (power: string) => `must say how many ${power} at most`,
  noCap: (power: string) => `is no cap of ${power}`,
  amountOrPercent: 'must be there, or percent',
  sentence: 'must be a sentence, or one in fr and one in en',
  wordsOrPower: 'must name words or a power',
  hundred: 'must add up to 100 with the defaults of those left out',
  falling: 'must fall from A to C',
  // A mapping.
  noCurrency: 'not an ISO 4217 code',
  noField: (known: readonly string[]) => `no such field; known: ${known.join(', ')}`,
  noSetting: 'no such setting',
  noMapping: (own: readonly string[]) => `no such file; the product's own mappings are ${own.join(', ')}`,
  // A vote.
  aVote: 'must be a vote, or a list of votes',
  notOfVote: 'is not part of a vote',
  motionKind: 'must have a kind: limit, litigation or generic',
  ruleOfVote: 'must be the rule of the vote',
  members: 'must be a list of members',
  ballots: 'must be a list of ballots',
  facts: 'must be a list of { at, hash }',
  instantWithOffset: 'must be an instant with its offset, such as 2026-11-23T09:00:00+01:00',
  afterOpening: 'must be after opensAt',
  onRosterTwice: (id: string) => `"${id}" is on the roster twice`,
  proposers: 'names more than one proposer',
  decimals: (currency: string, most: number) => `has more decimals than ${currency} (${most})`,
  floorAbove: 'must not be above the amount',
  // The environment.
  port: 'must be a port number',
  instant: 'must be an instant such as 2026-11-23T07:59:50+01:00',
  begins: (...words: readonly [string, ...string[]]) => `must begin with ${words.join(' or ')}`,
  noFile: (path: string) => `names a file that is not there or cannot be read: ${path}`,
  appId: 'must be the application (client) id',
  tenants: 'must be tenant ids, separated by commas',
  thisMachine: 'must be an address of this machine: it is for tests',
  slackWay: 'is missing: Slack needs it (HTTP), or SLACK_APP_TOKEN (socket mode)',
  slackToken: 'is missing: the other Slack variables are of no use without it',
  teamsApp: 'is missing: without it anybody could speak to the bot',
  teamsSecret: 'is missing: Teams needs it, or TEAMS_CERTIFICATE',
  teamsTenant: 'is missing: it says whose people may speak to the bot',
  forTests: 'stands in for Microsoft in tests and is refused in production',
  turnsClock: 'turns the clock and is refused in production',
  mailHalf: 'is missing: letters leave only with both SMTP_URL and MAIL_FROM',
};

export type FaultTexts = typeof en;

const fr: FaultTexts = {
  place: (line, column) => `ligne ${line}, colonne ${column}`,
  aText: 'doit être un texte',
  notEmpty: 'ne doit pas être vide',
  number: 'doit être un nombre entier',
  whole: 'doit être un nombre entier, 0 ou plus',
  either: (...values) => `doit être ${listed(values, 'ou')}`,
  among: (values) => `doit être l’une de ces valeurs : ${values.join(', ')}`,
  email: 'doit être une adresse électronique',
  webAddress: 'doit être une adresse web, comme https://horodatage.example/tsa',
  currency: 'doit être un code de monnaie ISO 4217, comme EUR',
  country: 'doit être un code de pays, comme FR',
  timeZone: 'doit être un fuseau horaire IANA, comme Europe/Paris',
  date: 'doit être une date, AAAA-MM-JJ, qui existe',
  time: (such) => `doit être une heure, comme ${such}`,
  days: (most) => `doit être un nombre de jours, ${most} au plus`,
  daysOrOff: 'doit être un nombre de jours, ou off',
  hours: 'doit être un nombre d’heures ouvrées',
  duration: 'doit être une durée en semaines, jours, heures, minutes ou secondes, comme PT4H ou P1D',
  amount: (such) => `doit être un montant, comme "${such}"`,
  amountOnly: (such) => `doit être un montant, comme "${such}" : des chiffres et un point, sans signe ni espace`,
  decimal: 'doit être un nombre décimal entre guillemets, comme "0.92"',
  above0: 'doit dépasser 0',
  share: (such) => `doit être une part, comme "${such}"`,
  shareOrOff: (such) => `doit être une part, comme "${such}", ou off`,
  shareBelow: (such) => `doit être une part inférieure à 100 %, comme "${such}"`,
  above0percent: 'doit dépasser 0 %',
  fraction: 'doit être une part entre 0 et 1, comme "0.5"',
  rate: (such) => `doit être un taux, comme "${such}"`,
  points: 'doit être un nombre de points',
  wholePoints: 'doit être un nombre entier de points',
  role: 'doit être un rôle',
  roles: 'doit être une liste de rôles',
  oneRole: 'doit nommer au moins un rôle',
  siren: 'doit être les neuf chiffres d’un SIREN, entre guillemets',
  theSiren: 'doit être les neuf chiffres du SIREN, entre guillemets',
  terms: 'doit être un délai de paiement, comme "30", "45 EOM" ou "EOM 45"',
  accountStart: 'doit être le début d’un numéro de compte, trois chiffres au moins',
  bound: (most) => `doit être un nombre entier de jours, de 1 à ${most}`,
  bounds: (most) => `doit être une liste de 1 à ${most} nombres de jours, comme [30, 60, 90, 120]`,
  rising: 'doit être plus grand que le nombre qui le précède',
  notYaml: 'ne se lit pas en YAML : vérifiez les retraits, les guillemets et les crochets',
  tooDeep: (most) => `est imbriqué plus de ${most} fois : écrivez-le à plat`,
  repeats: 'répète une partie qui en répète d’autres, sans fin : écrivez-la en entier',
  noAnchor: 'répète une partie qui n’existe pas : nommez-la d’abord, avec &',
  tooLarge: 'nomme un fichier de plus de 1 Mo, ce que personne n’écrit à la main',
  notAFile: (path) => `ne nomme pas un fichier mais un dossier, un tube ou un appareil : ${path}`,
  twice: 'est écrit deux fois',
  noOption: 'n’est pas une option',
  endsBefore: 'ne doit pas finir avant de commencer',
  endsAfter: 'doit finir après son début',
  inOrder: (steps) => `doit être dans l’ordre : ${steps}`,
  stepDay: 'doit être un nombre de jours à compter de l’échéance, négatif avant elle',
  oneOf: (values) => `doit être l’une de ces valeurs : ${values.join(', ')}`,
  forWhom: 'doit dire pour qui ; seul le dernier scénario est sans when',
  orderOfDays: 'doit être dans l’ordre des jours, un par jour',
  forTheRest: 'doit finir par le seul scénario sans when : il est pour tous les autres',
  ownNames: 'doit avoir des noms tous différents',
  noBallot: (who) => `nomme ${who}, qui n’a pas de bulletin ici (voters)`,
  lastBand: 'la dernière tranche doit être sans upTo et avec une règle : tout le reste y va',
  halfYear: 'doit être un 1er janvier ou un 1er juillet, comme 2026-07-01',
  halfYearRate: 'doit donner legal, ecb ou les deux',
  holder: 'doit être un rôle ou une adresse électronique',
  howMany: (power) => `doit dire combien au plus (${power})`,
  noCap: (power) => `ne plafonne pas ${power}`,
  amountOrPercent: 'doit être donné, ou percent',
  sentence: 'doit être une phrase, ou une en fr et une en en',
  wordsOrPower: 'doit nommer des mots ou un pouvoir',
  hundred: 'doit faire 100 en tout, avec les valeurs par défaut de ce qui n’est pas donné',
  falling: 'doit décroître de A à C',
  noCurrency: 'n’est pas un code de monnaie ISO 4217',
  noField: (known) => `ce champ n’existe pas ; les champs connus : ${known.join(', ')}`,
  noSetting: 'ce réglage n’existe pas',
  noMapping: (own) => `ce fichier n’existe pas ; les correspondances livrées sont ${own.join(', ')}`,
  aVote: 'doit être un vote, ou une liste de votes',
  notOfVote: 'ne fait pas partie d’un vote',
  motionKind: 'doit avoir un kind : limit, litigation ou generic',
  ruleOfVote: 'doit être la règle du vote',
  members: 'doit être une liste de membres',
  ballots: 'doit être une liste de bulletins',
  facts: 'doit être une liste de { at, hash }',
  instantWithOffset: 'doit être un instant avec son décalage, comme 2026-11-23T09:00:00+01:00',
  afterOpening: 'doit être après opensAt',
  onRosterTwice: (id) => `"${id}" est deux fois sur la liste`,
  proposers: 'nomme plus d’un auteur de la proposition',
  decimals: (currency, most) => `a plus de décimales que ${currency} (${most})`,
  floorAbove: 'ne doit pas dépasser le montant',
  port: 'doit être un numéro de port',
  instant: 'doit être un instant, comme 2026-11-23T07:59:50+01:00',
  begins: (...words) => `doit commencer par ${words.join(' ou ')}`,
  noFile: (path) => `nomme un fichier qui n’existe pas ou ne se lit pas : ${path}`,
  appId: 'doit être l’identifiant de l’application (client)',
  tenants: 'doit être des identifiants d’organisation, séparés par des virgules',
  thisMachine: 'doit être une adresse de cette machine : c’est pour les essais',
  slackWay: 'manque : Slack en a besoin (HTTP), ou de SLACK_APP_TOKEN (mode socket)',
  slackToken: 'manque : les autres variables de Slack ne servent à rien sans lui',
  teamsApp: 'manque : sans lui, n’importe qui pourrait parler au bot',
  teamsSecret: 'manque : Teams en a besoin, ou de TEAMS_CERTIFICATE',
  teamsTenant: 'manque : il dit de quelle organisation sont ceux qui peuvent parler au bot',
  forTests: 'remplace Microsoft dans les essais : refusé en production',
  turnsClock: 'change l’heure : refusé en production',
  mailHalf: 'manque : les lettres ne partent qu’avec SMTP_URL et MAIL_FROM ensemble',
};

export const faultTexts = textsOf({ fr, en });
