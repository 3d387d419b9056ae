/** All sentences in one place, for tests that look for them on a screen. */
import { agendaTexts } from '../../src/core/agenda/texts.ts';
import { voteTexts } from '../../src/core/committee/count/vote.text.ts';
import { committeeTexts } from '../../src/core/committee/motion/texts.ts';
import { debtorTexts } from '../../src/core/debtors/debtors.text.ts';
import { deskTexts } from '../../src/core/desk/texts.ts';
import { disputeTexts } from '../../src/core/disputes/case/texts.ts';
import { FEATURES } from '../../src/core/features.ts';
import type { Locale } from '../../src/core/kernel/locale.ts';
import { inOrder } from '../../src/core/kernel/rank.ts';
import { ledgerTexts } from '../../src/core/ledger/texts.ts';

export function texts(locale: Locale) {
  return {
    ...deskTexts(locale),
    help: { ...deskTexts(locale).help, lines: inOrder(FEATURES.commands).flatMap((command) => command.lines?.[locale] ?? []) },
    ...ledgerTexts(locale),
    agenda: agendaTexts(locale),
    committee: committeeTexts(locale),
    vote: voteTexts(locale),
    debtor: debtorTexts(locale),
    disputes: disputeTexts(locale),
  };
}
