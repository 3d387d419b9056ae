/** The commands of the day’s agenda, in both languages. */
import type { Command } from '../desk/commands.ts';

export const agendaCommands: readonly Command[] = [
  {
    name: { fr: 'agenda', en: 'agenda' },
    words: ['today', 'aujourdhui', 'liste', 'list'],
    help: { fr: 'Ma liste du jour', en: 'My list for today' },
    lines: {
      fr: '/agenda : votre liste du jour',
      en: '/agenda: your list for today',
    },
    rank: 1,
    intent: (_, date) => ({ kind: 'agenda.mine', date }),
  },
];
