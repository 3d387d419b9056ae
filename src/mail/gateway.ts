/** Letters of the outbox on their way through the mail server, which cannot be asked afterwards: each is handed over once. */
import type { Core } from '../core/desk/core.ts';
import { type Carrier, type MailPlace, PartlyPosted, PlatformError } from '../core/desk/outbox.ts';
import { carry, type Traffic } from '../work/traffic.ts';
import { MailError, type Mailer, type MailFault } from './smtp.ts';

export function mailTraffic(core: Core, mailer: Mailer): Traffic {
  const by = createMailGateway(mailer);
  return {
    route: 'mail',
    batch: 5,
    idleMs: 2_000,
    // About half a day of a busy server.
    patience: { firstMs: 60_000, longestMs: 3_600_000, attempts: 16 },
    carrier: () => async (row, hold) => {
      const { destination: to } = row;
      if (to.to !== 'address') throw new PlatformError('refused', 'an e-mail goes to an address');
      return carry(core, row, { by, to }, hold);
    },
  };
}

const FAULTS = { refused: 'refused', busy: 'retry', lost: 'unknown' } as const satisfies Record<MailFault, PlatformError['fault']>;

export function createMailGateway(mailer: Mailer): Carrier<MailPlace> {
  return {
    post: async () => {
      throw new PlatformError('refused', 'an e-mail is sent from the file that was kept of it');
    },
    update: async () => {
      throw new PlatformError('refused', 'an e-mail that left cannot be changed');
    },
    find: async () => 'unknown',
    /** The file is the e-mail, with its headers. */
    async upload({ key, to: { address, copy }, file: { bytes }, handing = async () => {} }) {
      const to = copy === undefined ? [address] : [address, copy];
      const { accepted, rejected } = await mailer.send({ to, bytes, handing }).catch((error: unknown) => {
        throw error instanceof MailError ? new PlatformError(FAULTS[error.fault], error.message) : error;
      });
      const refused = rejected.find((r) => r.address === address);
      if (refused?.permanent) throw new PlatformError('nobody', refused.why);
      // Once the copy has it, only the debtor gets it at the next try.
      if (refused && accepted.length > 0) throw new PartlyPosted({ to: 'address', address }, refused.why);
      if (refused) throw new PlatformError('retry', refused.why);
      return { tenant: 'mail', channel: address, id: key, without: rejected.map((r) => r.address) };
    },
  };
}
