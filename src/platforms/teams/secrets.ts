/** Signatures for what leaves us and comes back (where a form was asked for, the address of a picture): made with a key that the app's own secret gives, the same on every instance. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface Signer {
  sign(text: string): string;
  verifies(text: string, signature: string): boolean;
}

export function createSigner(secret: string, purpose: string): Signer {
  const key = Buffer.from(hkdfSync('sha256', secret, 'encours teams', purpose, 32));
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    sign,
    verifies(text, signature) {
      const [ours, theirs] = [Buffer.from(sign(text)), Buffer.from(signature)];
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
  };
}
