/** What is wrong in a file that an administrator writes (policy, mapping) or in the environment, in the reader's language: the checks say it in English, French is found here. */
import { z } from 'zod';
import type { Locale } from '../core/kernel/locale.ts';

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

/** The message in the reader's language; one that is not ours (a library's, a person's own text) stays as it is. */
export function faultIn(locale: Locale, message: string): string {
  if (locale === 'en') return message;
  const known = FRENCH[message];
  if (known !== undefined) return known;
  for (const [pattern, french] of PATTERNS) if (pattern.test(message)) return message.replace(pattern, french);
  return message;
}

const AMONG = 'doit être l’une de ces valeurs :';

/** With a part that differs. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /^must be an amount, such as (".*?"): digits and a decimal point, no sign, no spaces$/,
    'doit être un montant, comme $1 : des chiffres et un point, sans signe ni espace',
  ],
  [/^must be an amount, such as (".*?")$/, 'doit être un montant, comme $1'],
  [/^must be a share such as (".*?"), or off$/, 'doit être une part, comme $1, ou off'],
  [/^must be a share such as (".*?")$/, 'doit être une part, comme $1'],
  [/^must be a time such as (.*)$/, 'doit être une heure, comme $1'],
  [/^must be among (.*)$/, `${AMONG} $1`],
  [/^must begin with (.*) or (.*)$/, 'doit commencer par $1 ou $2'],
  [/^must begin with (.*)$/, 'doit commencer par $1'],
  [/^must say how many (.*) at most$/, 'doit dire combien au plus ($1)'],
  [/^is no cap of (.*)$/, 'ne plafonne pas $1'],
  [/^names (.*), which holds no ballot here \(voters\)$/, 'nomme $1, qui n’a pas de bulletin ici (voters)'],
  [/^names a file that is not there: (.*)$/, 'nomme un fichier qui n’existe pas : $1'],
  [/^no such field; known: (.*)$/, 'ce champ n’existe pas ; les champs connus : $1'],
  [/^no such file; the product's own mappings are (.*)$/, 'ce fichier n’existe pas ; les correspondances livrées sont $1'],
];

/** Without. */
const FRENCH: Readonly<Record<string, string>> = {
  'must be 0 or 1': 'doit être 0 ou 1',
  'must be a country code, such as FR': 'doit être un code de pays, comme FR',
  'must be a date, YYYY-MM-DD': 'doit être une date, AAAA-MM-JJ, qui existe',
  'must be a decimal string, such as "0.92"': 'doit être un nombre décimal entre guillemets, comme "0.92"',
  'must be a duration of weeks, days, hours, minutes or seconds, such as PT4H or P1D':
    'doit être une durée en semaines, jours, heures, minutes ou secondes, comme PT4H ou P1D',
  'must be a list of roles': 'doit être une liste de rôles',
  'must be a number of business hours': 'doit être un nombre d’heures ouvrées',
  'must be a number of days, or off': 'doit être un nombre de jours, ou off',
  'must be a port number': 'doit être un numéro de port',
  'must be a role or an e-mail address': 'doit être un rôle ou une adresse électronique',
  'must be a role': 'doit être un rôle',
  'must be a sentence, or one in fr and one in en': 'doit être une phrase, ou une en fr et une en en',
  'must be a share between 0 and 1, such as "0.5"': 'doit être une part entre 0 et 1, comme "0.5"',
  'must be a text': 'doit être un texte',
  'must be a whole number': 'doit être un nombre entier',
  'must be a whole number, 0 or more': 'doit être un nombre entier, 0 ou plus',
  'must be above 0': 'doit dépasser 0',
  'must be an IANA time zone, such as Europe/Paris': 'doit être un fuseau horaire IANA, comme Europe/Paris',
  'must be an ISO 4217 code, such as EUR': 'doit être un code de monnaie ISO 4217, comme EUR',
  'must be an e-mail address': 'doit être une adresse électronique',
  'must be an instant such as 2026-11-23T07:59:50+01:00': 'doit être un instant, comme 2026-11-23T07:59:50+01:00',
  'must be majority, two-thirds or unanimity': 'doit être majority, two-thirds ou unanimity',
  'must be payment terms, such as "30", "45 EOM" or "EOM 45"': 'doit être un délai de paiement, comme "30", "45 EOM" ou "EOM 45"',
  'must be refuse, warn or allow': 'doit être refuse, warn ou allow',
  'must be the nine digits of a SIREN, in quotes': 'doit être les neuf chiffres d’un SIREN, entre guillemets',
  'must be the nine digits of the SIREN, in quotes': 'doit être les neuf chiffres du SIREN, entre guillemets',
  'must be there, or percent': 'doit être donné, ou percent',
  'must be true or false': 'doit être true ou false',
  'must end after they begin': 'doit finir après son début',
  'must name at least one role': 'doit nommer au moins un rôle',
  'must name words or a power': 'doit nommer des mots ou un pouvoir',
  'must not be empty': 'ne doit pas être vide',
  'must not end before it begins': 'ne doit pas finir avant de commencer',
  'the last band must have no upTo, and a rule: it is where everything else goes':
    'la dernière tranche doit être sans upTo et avec une règle : tout le reste y va',
  'is not an option': 'n’est pas une option',
  'is written twice': 'est écrit deux fois',
  'cannot be read as YAML': 'ne se lit pas en YAML : vérifiez les retraits, les guillemets et les crochets',
  'no such setting': 'ce réglage n’existe pas',
  'not an ISO 4217 code': 'n’est pas un code de monnaie ISO 4217',
  'is missing: Slack needs it (HTTP), or SLACK_APP_TOKEN (socket mode)':
    'manque : Slack en a besoin (HTTP), ou de SLACK_APP_TOKEN (mode socket)',
  'is missing: letters leave only with both SMTP_URL and MAIL_FROM':
    'manque : les lettres ne partent qu’avec SMTP_URL et MAIL_FROM ensemble',
  'must add up to 100 with the defaults of those left out': 'doit faire 100 en tout, avec les valeurs par défaut de ce qui n’est pas donné',
  'must be a 1 January or a 1 July, such as 2026-07-01': 'doit être un 1er janvier ou un 1er juillet, comme 2026-07-01',
  'must be a number of points': 'doit être un nombre de points',
  'must be a rate such as "12.15 %"': 'doit être un taux, comme "12.15 %"',
  'must be a share below 100 %, such as "30 %"': 'doit être une part inférieure à 100 %, comme "30 %"',
  'must be a whole number of points': 'doit être un nombre entier de points',
  'must be above 0 %': 'doit dépasser 0 %',
  'must fall from A to C': 'doit décroître de A à C',
  'must give legal, ecb or both': 'doit donner legal, ecb ou les deux',
  'is missing: Teams needs it, or TEAMS_CERTIFICATE': 'manque : Teams en a besoin, ou de TEAMS_CERTIFICATE',
  'is missing: it says whose people may speak to the bot': 'manque : il dit de quelle organisation sont ceux qui peuvent parler au bot',
  'is missing: without it anybody could speak to the bot': 'manque : sans lui, n’importe qui pourrait parler au bot',
  'must be an address of this machine: it is for tests': 'doit être une adresse de cette machine : c’est pour les essais',
  'must be tenant ids, separated by commas': 'doit être des identifiants d’organisation, séparés par des virgules',
  'must be the application (client) id': 'doit être l’identifiant de l’application (client)',
  'stands in for Microsoft in tests and is refused in production': 'remplace Microsoft dans les essais : refusé en production',
  'is missing: the other Slack variables are of no use without it': 'manque : les autres variables de Slack ne servent à rien sans lui',
  'turns the clock and is refused in production': 'change l’heure : refusé en production',
};
