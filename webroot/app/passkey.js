// Passkeys: the two conversations between server, browser and device.
import { ask } from 'app/api';

const PASSKEYS = '/api/v1/auth/passkeys';
const SESSION = '/api/v1/auth/passkey-session';

/** Answers a session, as the sign-in by password does. */
export async function signInWithPasskey() {
  const { body, rpId } = await shown();
  try {
    return (await ask(SESSION, { method: 'POST', body })).data;
  } catch (problem) {
    if (problem.status === 401) forget(rpId, body.credential.id);
    throw problem;
  }
}

/** Shows that the reader is still the one who signed in. */
export async function proveWithPasskey() {
  const { body } = await shown();
  await ask('/api/v1/auth/passkey-proof', { method: 'POST', body });
}

/** What the browser says when the reader shows one of their passkeys. */
async function shown() {
  const { data } = await ask(`${SESSION}/challenges`, { method: 'POST' });
  const { challengeId, options } = data;
  const credential = await said(() =>
    navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge) } }),
  );
  return { body: { challengeId, credential: plain(credential) }, rpId: options.rpId };
}

/** Makes a passkey and answers how the server knows it. */
export async function addPasskey(name) {
  const { data } = await ask(`${PASSKEYS}/challenges`, { method: 'POST' });
  const { challengeId, options } = data;
  const credential = await said(() =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: (options.excludeCredentials ?? []).map((known) => ({ ...known, id: bytes(known.id) })),
      },
    }),
  );
  const body = { challengeId, name, credential: plain(credential) };
  return (await ask(PASSKEYS, { method: 'POST', body })).data;
}

export async function listPasskeys() {
  return (await ask(PASSKEYS)).data.items;
}

export function renamePasskey(id, name) {
  return ask(`${PASSKEYS}/${id}`, { method: 'PATCH', body: { name } });
}

export function deletePasskey(id) {
  return ask(`${PASSKEYS}/${id}`, { method: 'DELETE' });
}

/** In words what the browser throws by name only. */
async function said(work) {
  try {
    return await work();
  } catch (failure) {
    const known = {
      InvalidStateError: 'This device has a passkey for your account already.',
      NotAllowedError: 'No passkey was used. Try again when you are ready.',
      SecurityError: 'Passkeys do not work at this address.',
    };
    throw new Error(known[failure.name] ?? `The browser refused: ${failure.message}`);
  }
}

/** Tells the device that a passkey is of no use any more, where the browser can. */
function forget(rpId, credentialId) {
  PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId })?.catch?.(() => {});
}

function plain({ id, rawId, type, authenticatorAttachment, response }) {
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = response;
  const parts = { clientDataJSON, attestationObject, authenticatorData, signature, userHandle };
  const written = Object.entries(parts).filter(([, part]) => part);
  return {
    id,
    rawId: text(rawId),
    type,
    ...(authenticatorAttachment && { authenticatorAttachment }),
    clientExtensionResults: {},
    response: {
      ...Object.fromEntries(written.map(([name, part]) => [name, text(part)])),
      ...(response.getTransports && { transports: response.getTransports() }),
    },
  };
}

function bytes(base64url) {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
