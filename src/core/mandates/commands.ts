/** The commands of delegated powers, in both languages. */
import type { Command } from '../desk/commands.ts';
import type { Intent } from '../desk/intent.ts';

export const mandateCommands: readonly Command[] = [
  {
    name: { fr: 'accorder', en: 'grant' },
    words: ['accorde'],
    argument: { fr: 'NOM 15 jours, 3 échéances, remise 500, abandon 120', en: 'NAME 15 days, 3 instalments, rebate 500, waive 120' },
    help: { fr: 'Exercer un pouvoir délégué ; au-delà, le comité', en: 'Use a delegated power; beyond it, the committee' },
    lines: {
      fr: '/accorder dupont 15 jours : exercer un pouvoir délégué (délai, échéances, remise, avoir, abandon, arrêt des livraisons) ; /mandat : les vôtres',
      en: '/grant dupont 15 days: use a delegated power (days, instalments, rebate, credit, waiver, delivery stop); /mandate: yours',
    },
    rank: 11,
    intent: // A reason may be long: the whole of it, which no button carries.
      (words) => ({ kind: 'mandate.find', query: words }),
  },
  {
    name: { fr: 'mandat', en: 'mandate' },
    words: ['mandates', 'mandats', 'pouvoirs', 'powers'],
    argument: { fr: 'propose délai 30 jours, parce que…', en: 'propose days 30, because…' },
    help: { fr: 'Vos pouvoirs ; proposer un autre plafond', en: 'Your powers; propose another cap' },
    rank: 12,
    intent: (words) => wish(words.trim()),
  },
];

/** `/mandat` lists one's powers; `/mandat propose délai 30 jours` proposes to change one. */
function wish(words: string): Intent {
  const asked = /^(?:propose|proposer|proposes?|proposition)\s*[:,]?\s*(.*)$/isu.exec(words);
  return asked ? { kind: 'mandate.wish', words: asked[1] ?? '' } : { kind: 'mandate.list' };
}
