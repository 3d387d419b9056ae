/** What the outbox may expect of whoever carries its messages, a chat platform or the mail server: one suite, run on each against its real counterpart. */
import { expect, test } from 'vitest';
import { type Carrier, PlatformError, type PlatformFault, type Posted } from '../../src/core/desk/outbox.ts';

export interface CarrierUnderTest<Place> {
  readonly carrier: Carrier<Place>;
  /** Where messages arrive, and where none ever will. */
  readonly place: Place;
  readonly refused: Place;
  /** Sends a message of the kind that goes there. */
  send(key: string, to: Place): Promise<Posted>;
  /** How many messages people see at the place. */
  seen(): Promise<number>;
}

export function carrierContract<Place>(
  under: () => CarrierUnderTest<Place>,
  { readsBack, refusal }: { readonly readsBack: boolean; readonly refusal: PlatformFault },
): void {
  test('a message arrives once, and where it stands can be kept', async () => {
    const { place, send, seen } = under();
    const before = await seen();
    const ref = await send('carried:1', place);
    for (const part of [ref.tenant, ref.channel, ref.id]) expect(part).toMatch(/./);
    expect(await seen()).toBe(before + 1);
  });

  test(readsBack ? 'what was never sent is absent' : 'nobody can say whether a message was sent', async () => {
    const { carrier, place } = under();
    expect(await carrier.find('carried:never', place, Date.now() - 1000)).toBe(readsBack ? 'absent' : 'unknown');
  });

  test('a place that will never take the message is refused with a sentence for an administrator', async () => {
    const { refused, send } = under();
    const fault = await send('carried:2', refused).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(PlatformError);
    expect(fault).toMatchObject({ fault: refusal, message: expect.stringMatching(/\w{3,}/) });
  });
}
