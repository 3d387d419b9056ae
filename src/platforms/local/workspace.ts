/** What the local workspace says to a newcomer, and the channels it opens; the words are in both languages because each person acts in their own. */
import type { Command } from '../../core/desk/commands.ts';
import type { Policy } from '../../core/desk/policy.ts';
import { inOrder } from '../../core/kernel/rank.ts';
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

/** As the composer offers them. */
export function localCommands(commands: readonly Command[]): readonly LocalCommand[] {
  return inOrder(commands).map(({ name, argument = { fr: '', en: '' }, help }) => ({ name, argument, help }));
}

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
