/** Every sentence of the conversation itself: who may do what, what could not be delivered, the help, in English. */
import { pluralEn as plural } from '../kernel/plural.ts';
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
  inbox: {
    kept: 'Noted, the answer is on its way.',
    done: 'Done.',
    lost: (name, when) => `What you asked for (“${name}”, ${when}) could not be done: please start again.`,
  },
  damaged: (name, id) =>
    `The file ${name} (no. ${id}) is no longer the one that was kept, so it is not handed out. Tell the administrator, who will verify the log.`,
  delivery: {
    refused: (what, why) => `Message not posted (${what}): ${why}`,
    refusals: (n, where, last, why) => `${plural(n, 'message', 'messages')} not posted today (${where}; the last one: ${last}): ${why}`,
    fileElsewhere: (name, id) => `The file ${name} cannot be posted here; it is to be had with: encours file get ${id}`,
    unknown: (what) => `I cannot tell whether this message was posted (${what}): look in the channel; it will not be sent again.`,
    unknowns: (n, where, last) =>
      `I cannot tell whether ${plural(n, 'message was', 'messages were')} posted today (${where}; the last one: ${last}): look in the channel; they will not be sent again.`,
  },
  help: {
    title: 'Encours, the credit committee',
    drop: 'Drop a FEC or an export into our private conversation to import it.',
    unknown: (words) => `I do not understand “${words}”. Here is what I can do:`,
  },
};
