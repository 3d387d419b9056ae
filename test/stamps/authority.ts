/** A time-stamp authority (RFC 3161) on this machine: OpenSSL's own, behind an HTTP server, with a root whose certificate a verifier trusts. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

export const NAME = 'Horodatage-des-essais';

/** How the authority misbehaves: `away` hangs, `broken` answers 500, `words` a page, `refuses` with a status of refusal, `stale` with its reply to the first query, `tampered` with a byte of its signature changed, `stranger` signs with a certificate for servers, `endless` never stops. */
export type Mood = 'good' | 'away' | 'broken' | 'words' | 'refuses' | 'stale' | 'tampered' | 'stranger' | 'endless';

export interface Authority {
  readonly url: string;
  mood: Mood;
  /** Requests that came. */
  asked: number;
  /** Whether `openssl ts -verify` finds that this reply stamps that text; what it says otherwise. */
  verify(reply: Uint8Array, text: string): string;
  close(): void;
}

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Racine des essais
[root]
basicConstraints = critical,CA:TRUE
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[servers]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
[authority]
serial = serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
signer_digest = sha256
digests = DIGESTS
accuracy = secs:1
ess_cert_id_alg = sha256
ess_cert_id_chain = no
`;

export async function authority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-authority-'));
  const openssl = (line: string): Buffer => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'good.cnf'), CONFIG.replace('DIGESTS', 'sha256'));
  writeFileSync(join(folder, 'refuses.cnf'), CONFIG.replace('DIGESTS', 'sha512'));
  writeFileSync(join(folder, 'serial'), '01');
  openssl(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout root.key -out root.pem -days 30 -config good.cnf -extensions root',
  );
  const elliptic = 'ec -pkeyopt ec_paramgen_curve:prime256v1';
  // Authorities sign with RSA as a rule.
  for (const [kind, key] of [
    ['stamps', 'rsa:2048'],
    ['servers', elliptic],
  ]) {
    openssl(`req -new -newkey ${key} -nodes -keyout ${kind}.key -out ${kind}.csr -config good.cnf -subj /O=Essais/CN=${NAME}`);
    openssl(
      `x509 -req -in ${kind}.csr -CA root.pem -CAkey root.key -CAcreateserial -out ${kind}.pem -days 30 -extfile good.cnf -extensions ${kind}`,
    );
  }
  let first: Buffer | undefined;
  const replyTo = async (query: Buffer): Promise<Buffer> => {
    const id = `${state.asked}`;
    writeFileSync(join(folder, `${id}.tsq`), query);
    const config = state.mood === 'refuses' ? 'refuses.cnf' : 'good.cnf';
    const signer = ['-signer', 'stamps.pem', '-inkey', 'stamps.key'];
    const args = ['ts', '-reply', '-config', config, '-section', 'authority', '-queryfile', `${id}.tsq`, ...signer, '-out', `${id}.tsr`];
    await promisify(execFile)('openssl', args, { cwd: folder });
    const reply = readFileSync(join(folder, `${id}.tsr`));
    first ??= reply;
    return reply;
  };
  /** OpenSSL's authority refuses such a certificate; its general tool for signed messages does not. */
  const signedByServer = (reply: Buffer): Buffer => {
    writeFileSync(join(folder, 'own.tsr'), reply);
    openssl('ts -reply -in own.tsr -token_out -out own.der');
    openssl('cms -verify -noverify -binary -inform DER -in own.der -out own.tst');
    openssl(
      'cms -sign -binary -nodetach -econtent_type id-smime-ct-TSTInfo -in own.tst -signer servers.pem -inkey servers.key -outform DER -out server.der',
    );
    const token = readFileSync(join(folder, 'server.der'));
    const inside = Buffer.concat([Buffer.from([0x30, 3, 2, 1, 0]), token]);
    // A length of two bytes, as DER writes it.
    return Buffer.concat([Buffer.from([0x30, 0x82, inside.length >> 8, inside.length & 0xff]), inside]);
  };
  const server = createServer(async (request, response) => {
    state.asked++;
    const query = await buffer(request);
    if (state.mood === 'away') return;
    if (state.mood === 'endless') {
      const more = (): void => {
        while (response.write(Buffer.alloc(64 << 10)));
        response.once('drain', more);
      };
      return more();
    }
    if (state.mood === 'broken') return response.writeHead(500).end();
    if (state.mood === 'words') return response.writeHead(200).end('<html>Bienvenue</html>');
    const reply = await replyTo(query);
    const sent = state.mood === 'stale' ? (first ?? reply) : state.mood === 'stranger' ? signedByServer(reply) : reply;
    if (state.mood === 'tampered') sent[sent.length - 9] = (sent[sent.length - 9] ?? 0) ^ 1;
    return response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: Authority = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    mood: 'good',
    asked: 0,
    verify(reply, text) {
      writeFileSync(join(folder, 'kept.tsr'), reply);
      writeFileSync(join(folder, 'kept.txt'), text);
      try {
        return openssl('ts -verify -data kept.txt -in kept.tsr -CAfile root.pem').toString().trim();
      } catch (error) {
        return `no: ${String(error)}`;
      }
    },
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
  return state;
}
