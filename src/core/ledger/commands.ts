/** The commands of the aged balance and of importing files, in both languages. */
import type { Command } from '../desk/commands.ts';

export const ledgerCommands: readonly Command[] = [
  {
    name: { fr: 'balance', en: 'aging' },
    words: ['balance agee', 'balance-agee', 'aged balance'],
    help: { fr: 'La balance âgée', en: 'The aged balance' },
    lines: {
      fr: '/balance : la balance âgée du jour',
      en: '/aging: today’s aged balance',
    },
    rank: 14,
    intent: () => ({ kind: 'aging.show' }),
  },
];
