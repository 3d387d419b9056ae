/** What the local workspace says to a newcomer, and the channels it opens; the words are in both languages because each person acts in their own. */

import type { Policy } from '../../core/desk/policy.ts';
import type { LocalCommand, LocalIntro } from './app.ts';

/** The policy with a local channel for every use that names none. */
export function withLocalChannels(policy: Policy): Policy {
  const named = (use: 'agenda' | 'disputes' | 'committee', id: string): Policy['channels'] => {
    const channel = policy.channels[use] ?? { on: {}, allowed: [] };
    return { [use]: { ...channel, on: { ...channel.on, local: channel.on.local ?? id } } };
  };
  return { ...policy, channels: { ...named('agenda', 'credit'), ...named('disputes', 'litiges'), ...named('committee', 'comite-credit') } };
}

export function localChannels(policy: Policy): { readonly id: string; readonly name: string }[] {
  const ids = (['agenda', 'disputes', 'committee'] as const).flatMap((use) => policy.channels[use]?.on.local ?? []);
  return ids.map((id) => ({ id, name: id }));
}

export const COMMANDS: readonly LocalCommand[] = [
  {
    name: { fr: 'debiteur', en: 'debtor' },
    argument: { fr: 'nom, compte, SIREN ou facture', en: 'name, account, SIREN or invoice' },
    help: { fr: 'La limite, l’encours et les postes d’un débiteur', en: 'A debtor’s limit, exposure and items' },
  },
  {
    name: { fr: 'litige', en: 'dispute' },
    argument: { fr: 'facture montant motif ce que dit le client', en: 'invoice amount reason what the customer says' },
    help: { fr: 'Ouvrir un litige ; seul : la liste', en: 'Open a dispute; alone: the list' },
  },
  {
    name: { fr: 'promesse', en: 'promise' },
    argument: { fr: 'nom montant date ce qui a été dit', en: 'name amount date what was said' },
    help: { fr: 'Noter une promesse de payer ; seul : la liste', en: 'Take down a promise to pay; alone: the list' },
  },
  {
    name: { fr: 'noter', en: 'note' },
    argument: { fr: 'DUPONT appel promet un virement vendredi', en: 'DUPONT call promised a transfer on Friday' },
    help: { fr: 'Noter ce qui s’est dit sur un compte', en: 'Note what was said on an account' },
  },
  {
    name: { fr: 'historique', en: 'history' },
    argument: { fr: 'débiteur, puis les mots à chercher', en: 'debtor, then words to look for' },
    help: { fr: 'Tout ce qui s’est passé sur un compte', en: 'Everything that happened on an account' },
  },
  {
    name: { fr: 'lettre', en: 'letter' },
    argument: { fr: 'débiteur, puis relance1, pénalités, mise en demeure…', en: 'debtor, then reminder-1, penalties, formal-notice…' },
    help: { fr: 'Écrire à un débiteur', en: 'Write to a debtor' },
  },
  {
    name: { fr: 'lettres', en: 'letters' },
    argument: { fr: 'segment, puis relance1…', en: 'segment, then reminder-1…' },
    help: { fr: 'Écrire à tout un segment', en: 'Write to a whole segment' },
  },
  {
    name: { fr: 'preuves', en: 'evidence' },
    argument: { fr: 'débiteur', en: 'debtor' },
    help: { fr: 'Le dossier de preuves d’un compte', en: 'The evidence file of an account' },
  },
  {
    name: { fr: 'absence', en: 'away' },
    argument: { fr: '2026-08-03 2026-08-21, ou fin', en: '2026-08-03 2026-08-21, or end' },
    help: { fr: 'Vos nouveaux litiges vont à votre remplaçant', en: 'Your new disputes go to your backup' },
  },
  {
    name: { fr: 'accorder', en: 'grant' },
    argument: { fr: 'NOM 15 jours, 3 échéances, remise 500, abandon 120', en: 'NAME 15 days, 3 instalments, rebate 500, waive 120' },
    help: { fr: 'Exercer un pouvoir délégué ; au-delà, le comité', en: 'Use a delegated power; beyond it, the committee' },
  },
  {
    name: { fr: 'mandat', en: 'mandate' },
    argument: { fr: 'propose délai 30 jours, parce que…', en: 'propose days 30, because…' },
    help: { fr: 'Vos pouvoirs ; proposer un autre plafond', en: 'Your powers; propose another cap' },
  },
  {
    name: { fr: 'comite', en: 'committee' },
    argument: { fr: 'limite NOM 80000 jusqu’au 2027-03-31', en: 'limit NAME 80000 until 2027-03-31' },
    help: { fr: 'Saisir le comité, ou voir les votes en cours', en: 'Put a question to the committee, or see the open votes' },
  },
  { name: { fr: 'agenda', en: 'agenda' }, argument: { fr: '', en: '' }, help: { fr: 'Ma liste du jour', en: 'My list for today' } },
  { name: { fr: 'balance', en: 'aging' }, argument: { fr: '', en: '' }, help: { fr: 'La balance âgée', en: 'The aged balance' } },
  {
    name: { fr: 'indicateurs', en: 'indicators' },
    argument: { fr: '2026-06-30 portefeuille Nadia hors litiges', en: '2026-06-30 portfolio Nadia without disputed' },
    help: { fr: 'DSO, échu, encaissement, litiges', en: 'DSO, overdue, collection, disputes' },
  },
  {
    name: { fr: 'graphique', en: 'chart' },
    argument: { fr: 'balance, dso, top, ancienneté ou litiges, puis un nom', en: 'aging, dso, top, age or disputes, then a name' },
    help: { fr: 'Un graphique, pour tous ou pour un débiteur', en: 'A chart, of the whole or of one debtor' },
  },
  {
    name: { fr: 'revue', en: 'review' },
    argument: { fr: '2026-10', en: '2026-10' },
    help: { fr: 'La revue du mois en PDF', en: 'The month’s review as a PDF' },
  },
  { name: { fr: 'aide', en: 'help' }, argument: { fr: '', en: '' }, help: { fr: 'Ce que je sais faire', en: 'What I can do' } },
];

export const DEMO_INTRO: LocalIntro = {
  text: {
    fr: 'Voici le comité crédit d’une société de démonstration : clients, factures et personnes sont inventés. L’agenda du matin est dans #credit, les litiges dans #litiges, les votes dans #comite-credit ; changez de personne en haut à droite, ou commencez ainsi :',
    en: 'This is the credit committee of a demo company: customers, invoices and people are invented. The morning’s agenda is in #credit, disputes in #litiges, votes in #comite-credit; change who you are at the top right, or start like this:',
  },
  tries: {
    fr: ['/debiteur dupont', '/comite limite C0042 120000', '/indicateurs'],
    en: ['/debtor dupont', '/committee limit C0042 120000', '/indicators'],
  },
};

export const OWN_INTRO: LocalIntro = {
  text: {
    fr: 'Voici votre propre base, sur cette machine seulement. Déposez un FEC ou un export dans votre conversation privée avec Encours pour l’importer.',
    en: 'This is your own database, on this machine only. Drop a FEC or an export into your private conversation with Encours to import it.',
  },
  tries: { fr: ['/agenda', '/balance'], en: ['/agenda', '/aging'] },
};
