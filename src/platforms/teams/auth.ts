/** Who may speak to us as Teams, and how we prove who we are: the one file that knows `botbuilder`, past its end of support; whatever follows it is put in here. */
import { X509Certificate } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { PlatformError } from '../../core/desk/outbox.ts';
import { DomainError } from '../../core/kernel/errors.ts';

export interface Credentials {
  readonly appId: string;
  /** The client secret of the app registration, or a certificate with its key (PEM, both in one text). */
  readonly password?: string | undefined;
  readonly certificate?: string | undefined;
  /** Entra tenants whose people may speak to the bot; the first is the app's own. */
  readonly tenants: readonly string[];
  /** OpenID metadata of a counterpart on this machine that signs as the Bot Service does; its connector takes any token. For tests. */
  readonly openIdUrl?: string | undefined;
}

export interface Auth {
  /** Whether the request comes from the Bot Service, for this bot, with the service address that it names. Throws nothing but a fault of the network. */
  accepts(activity: Readonly<Record<string, unknown>>, authorization: string): Promise<boolean>;
  /** The bearer of our own calls. Throws a PlatformError. */
  token(): Promise<string>;
  /** Whether a token may be shown to that address. */
  trusts(serviceUrl: string): boolean;
}

/** The package reads the channel and the service address of what came in, whatever else it is. */
type Incoming = Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>[0];

const ISSUER = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';
const EMULATOR = 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration';
const OPEN_ID = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
/** Hosts of Teams's connectors in the public cloud and in government ones. */
const CONNECTORS = [
  'smba.trafficmanager.net',
  '.botframework.com',
  '.teams.microsoft.com',
  '.teams.microsoft.us',
  '.botframework.azure.us',
];

export function createAuth(credentials: Credentials): Auth {
  const { appId, openIdUrl } = credentials;
  // Without an id the package lets everybody in.
  if (appId.trim() === '') throw new DomainError('bad-config', 'Teams: set TEAMS_APP_ID, without which anybody could speak to the bot.');
  const validation = validationOf(appId, openIdUrl);
  const ours = openIdUrl === undefined ? ownCredentials(credentials) : undefined;
  return {
    async accepts(activity, authorization) {
      if (!looksRight(authorization, appId)) return false;
      try {
        const { claimsIdentity } = await validation.authenticateRequest(activity as unknown as Incoming, authorization);
        // The package also takes tokens of other bots and of its emulator: only the Bot Service speaks for Teams.
        return claimsIdentity.getClaimValue('iss') === ISSUER && claimsIdentity.getClaimValue('aud') === appId;
      } catch (error) {
        const why = error instanceof Error ? error : new Error(String(error));
        // Whatever speaks of keys that could not be read says nothing of the token.
        if (why.name !== 'FetchError' && !/failed to load (openID config|keys)/i.test(why.message)) return false;
        throw new PlatformError('retry', `the keys of the Bot Service cannot be read: ${why.message}`);
      }
    },
    async token() {
      if (!ours) return 'counterpart';
      try {
        return await ours();
      } catch (error) {
        const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
        throw new PlatformError(
          /AADSTS|invalid_client|unauthorized_client/.test(String(why)) ? 'refused' : 'retry',
          `Microsoft gives no token for the app (check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID): ${why}`,
        );
      }
    },
    trusts: (serviceUrl) => isConnector(serviceUrl) || (openIdUrl !== undefined && isThisMachine(serviceUrl)),
  };
}

/** What is plainly none of ours is dropped before the package, which writes its doubts to the console, ever sees it. The proof is the package's. */
function looksRight(authorization: string, appId: string): boolean {
  const [, head = '', body = ''] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  const [header, claims] = [decoded(head), decoded(body)];
  return header?.alg === 'RS256' && claims?.iss === ISSUER && claims?.aud === appId;
}

function decoded(part: string): { readonly alg?: unknown; readonly iss?: unknown; readonly aud?: unknown } | undefined {
  try {
    return Object(JSON.parse(Buffer.from(part, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

function validationOf(appId: string, openIdUrl: string | undefined): ConfigurationBotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: LOGIN,
    ToChannelFromBotOAuthScope: ISSUER,
    ToBotFromChannelTokenIssuer: ISSUER,
    OAuthUrl: 'https://token.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: openIdUrl ?? OPEN_ID,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl ?? EMULATOR,
    CallerId: 'urn:botframework:azure',
  });
}

/** What signs our own calls: the credentials that the package makes have a token to give, though their type says only that they sign requests. */
function ownCredentials(credentials: Credentials): () => Promise<string> {
  const { appId } = credentials;
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: credentials.tenants[0] ?? '',
    ...secretOf(credentials),
  });
  const made = factory.createCredentials(appId, ISSUER, LOGIN, true);
  return async () => {
    const signer = await made;
    if (!('getToken' in signer) || typeof signer.getToken !== 'function') throw new Error('the credentials give no token');
    return String(await signer.getToken());
  };
}

function secretOf({ password, certificate }: Credentials): Record<string, string> {
  if (password) return { MicrosoftAppPassword: password };
  if (!certificate) throw new DomainError('bad-config', 'Teams: set TEAMS_APP_PASSWORD, or TEAMS_CERTIFICATE (a PEM file with its key).');
  const key = /-----BEGIN (?:\w+ )?PRIVATE KEY-----[\s\S]+?-----END (?:\w+ )?PRIVATE KEY-----/.exec(certificate)?.[0];
  if (!key) throw new DomainError('bad-config', 'Teams: TEAMS_CERTIFICATE holds no private key.');
  const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(':', '');
  return { CertificateThumbprint: thumbprint, CertificatePrivateKey: key };
}

function isConnector(serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, port } = new URL(serviceUrl);
  return (
    protocol === 'https:' &&
    username === '' &&
    port === '' &&
    CONNECTORS.some((host) => hostname === host || (host.startsWith('.') && hostname.endsWith(host)))
  );
}

export function isThisMachine(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
