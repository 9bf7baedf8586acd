// A certified OpenID Connect provider on the loopback interface, for the tests. Its keys are new at each start.
// node provider.mjs <port> <redirect uri> <path of the package oidc-provider>
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [port, redirect, library] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(library));
const issuer = `http://127.0.0.1:${port}`;
const roles = { ann: ['grid-traders', 'all'], bob: ['all'], importer: ['grid-traders'] };

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
const service = (id) => ({
  client_id: id,
  client_secret: `${id}-secret`,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
});

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'desk', client_secret: 'desk:secret', redirect_uris: [redirect] },
    service('importer'),
    service('nobody'),
  ],
  jwks: { keys: [key] },
  cookies: { keys: [randomUUID()] },
  claims: { openid: ['sub'], profile: ['roles'] },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, roles: roles[id] ?? [] }) }),
  extraTokenClaims: (ctx, token) => ({ roles: roles[token.clientId] ?? [] }),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => ({
        scope: 'data',
        audience: resource.replace('urn:', ''),
        accessTokenFormat: 'jwt',
        accessTokenTTL: 300,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
