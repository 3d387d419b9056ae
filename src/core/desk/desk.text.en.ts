/** Every sentence of the conversation itself: who may do what, what could not be delivered, the help, in English. */
import type { fr } from './desk.text.fr.ts';

export const en: typeof fr = {
  total: 'Total',
  andMore: (n) => `… and ${n.toLocaleString('en-GB')} more`,
  none: 'none',
  notNamed: 'to be named',
  unknownPerson: (email) => `${email} is not on the people file.`,
  access: {
    stranger: 'I do not know you yet: ask the administrator to add you to the people file, with the address of this account.',
    outsider: 'Guests and people of another organisation have no access to amounts.',
    noEmail: 'I cannot read your e-mail address here: ask the administrator to grant the right to read addresses.',
    notAllowed: 'Your role does not allow this: ask the credit manager.',
    outsiders: (channel, names) =>
      `No amounts in ${channel}: ${names} not on the people file. Add them, remove them, or allow them in the policy.`,
    external: (channel) => `No amounts in ${channel}: the channel is shared with another company.`,
    stale: 'This button is no longer valid: ask for the card again.',
    fault: 'Something went wrong on our side; nothing was changed. Try again, then tell the administrator.',
  },
  delivery: {
    refused: (what, why) => `Message not posted (${what}): ${why}`,
    fileElsewhere: (name, id) => `The file ${name} cannot be posted here; it is to be had with: encours file get ${id}`,
    unknown: (what) => `I cannot tell whether this message was posted (${what}): look in the channel; it will not be sent again.`,
  },
  help: {
    title: 'Encours, the credit committee',
    lines: [
      '/agenda: your list for today',
      '/debtor dupont: the limit, exposure and items of a debtor (name, account, SIREN or invoice number)',
      '/note dupont call promised a transfer on Friday: note what was said; /history dupont transfer: find it again',
      '/promise dupont 5000 2026-12-04: take down a promise to pay; /promise: those that are open',
      '/dispute FA-1024 4300 quantity Two pallets are missing: open a dispute; /dispute: yours',
      '/away 2026-08-03 2026-08-21: your disputes go to your backup',
      '/letter dupont reminder-1: read a letter before it leaves; /letters standard reminder-1: to a whole segment',
      '/evidence dupont: the file that a judge reads',
      '/grant dupont 15 days: use a delegated power (days, instalments, rebate, credit, waiver, delivery stop); /mandate: yours',
      '/committee limit dupont 80000 until 2027-03-31: put a question to the committee; /committee: the open votes; /committee minutes 2026-11: the minutes',
      '/aging: today’s aged balance',
      '/indicators: DSO, overdue, collection and dispute figures, with how they are made and their items; /indicators 2026-06-30 portfolio Nadia without disputed',
      '/chart aging dupont: a chart (aging, dso, top, age, disputes), of the whole or of one debtor',
      '/review 2026-10: the month’s review as a PDF',
      'Drop a FEC or an export into our private conversation to import it.',
    ],
    unknown: (words) => `I do not understand “${words}”. Here is what I can do:`,
  },
};
