/** Time-stamps after RFC 3161, with pkijs: asks an authority when it saw a text, and reads what it answered, also years later. */
import { createHash, randomBytes } from 'node:crypto';
import type * as Asn1 from 'asn1js';
import type * as Pki from 'pkijs';
import { messageOf } from '../core/kernel/errors.ts';
import { type Stamp, StampFault, type Stamps } from '../core/proof/stamps.ts';

/** The morning's other jobs wait behind it. */
const PATIENCE_MS = 5_000;
/** A reply with a long chain of certificates has 10 KB. */
const MOST_BYTES = 256 << 10;
const SHA256 = '2.16.840.1.101.3.4.2.1';
/** RFC 3161, 2.3: the certificate of an authority is for time-stamps. */
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const COMMON_NAME = '2.5.4.3';

/** They are large, and asked for once a week. */
const libraries = async (): Promise<readonly [typeof Asn1, typeof Pki]> => [await import('asn1js'), await import('pkijs')];

export function createStamps(address: string | undefined, patienceMs = PATIENCE_MS): Stamps {
  return {
    authority: address === undefined ? undefined : new URL(address).host,
    async stamp(text) {
      if (address === undefined) throw new StampFault('none');
      // Positive, and of all its bytes.
      const nonce = randomBytes(8);
      nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
      const reply = await post(address, await queryFor(text, nonce), patienceMs);
      const { echo, ...stamp } = await opened(reply, text);
      if (!echo.equals(nonce)) throw new StampFault('other');
      return { ...stamp, reply };
    },
    async read(reply, text) {
      const { echo: _, ...stamp } = await opened(reply, text);
      return { ...stamp, reply };
    },
  };
}

async function queryFor(text: string, nonce: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const [asn1, pki] = await libraries();
  const query = new pki.TimeStampReq({
    version: 1,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new asn1.OctetString({ valueHex: digestOf(text) }),
    }),
    nonce: new asn1.Integer({ valueHex: nonce }),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER());
}

/** RFC 3161, 3.4. */
async function post(address: string, body: Uint8Array<ArrayBuffer>, patienceMs: number): Promise<Uint8Array> {
  try {
    const headers = { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' };
    const answer = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of answer.body ?? []) {
      size += piece.length;
      if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    // What fetch says of a network is behind its own word for all of them.
    const behind = error instanceof Error ? error.cause : undefined;
    throw new StampFault('away', messageOf(behind ?? error), error);
  }
}

/** What a reply says of a text. Throws StampFault when it is none, is about another text, or was not signed by whom it names. */
async function opened(reply: Uint8Array, text: string): Promise<Omit<Stamp, 'reply'> & { readonly echo: Buffer }> {
  const [, pki] = await libraries();
  const { status, token } = parsed(pki, reply);
  // Granted, or granted with changes (RFC 3161, 2.4.2).
  if (status > 1 || !token) throw new StampFault('refused', String(status));
  const { signed, info } = token;
  const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (!imprint.equals(digestOf(text))) throw new StampFault('other');
  const judged = await signed.verify({ signer: 0, data: new TextEncoder().encode(text).buffer, extendedMode: true }).catch(() => undefined);
  const certificate = judged?.signerCertificate;
  if (!judged?.signatureVerified || !certificate || !isForStamps(certificate)) throw new StampFault('unsigned');
  return {
    at: info.genTime.getTime(),
    authority: nameOf(certificate),
    echo: info.nonce ? Buffer.from(info.nonce.valueBlock.valueHexView) : Buffer.alloc(0),
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

interface Parsed {
  readonly status: number;
  readonly token: { readonly signed: Pki.SignedData; readonly info: Pki.TSTInfo } | undefined;
}

function parsed(pki: typeof Pki, reply: Uint8Array): Parsed {
  try {
    const { status, timeStampToken } = pki.TimeStampResp.fromBER(new Uint8Array(reply).buffer);
    if (!timeStampToken) return { status: status.status, token: undefined };
    const signed = new pki.SignedData({ schema: timeStampToken.content });
    const content = signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0);
    return { status: status.status, token: { signed, info: pki.TSTInfo.fromBER(content) } };
  } catch (error) {
    throw new StampFault('no-reply', messageOf(error), error);
  }
}

function isForStamps({ extensions = [] }: Pki.Certificate): boolean {
  const usage: unknown = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)?.parsedValue;
  const purposes: unknown = typeof usage === 'object' && usage !== null ? Reflect.get(usage, 'keyPurposes') : undefined;
  return Array.isArray(purposes) && purposes.includes(TIME_STAMPING);
}

function nameOf({ subject }: Pki.Certificate): string {
  const names = subject.typesAndValues.map(({ type, value }) => [type, String(value.valueBlock.value)] as const);
  return (names.find(([type]) => type === COMMON_NAME) ?? names[0])?.[1] ?? '';
}
