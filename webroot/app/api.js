// Requests to the server: the token, its problem documents, and where an answer came from.
import { session } from 'app/store';
import { renewed } from 'app/renewal';
import { provenanceOf } from 'app/provenance';

const TIMEOUT_MILLIS = 20_000;
const PROOF_NEEDED = 'urn:spinreserve:problem:proof-needed';

/** An answer that is no success; `message` is a sentence for the reader. */
export class Problem extends Error {
  constructor(status, title, detail, requestId = '', errors = [], type = '') {
    super(detail || title);
    Object.assign(this, { name: 'Problem', status, title, requestId, errors, type });
  }
}

/** Answers {data, provenance}, or fails with a Problem. Lists among the parameters repeat. */
export async function ask(path, { method = 'GET', params, body, headers, abort } = {}) {
  const query = new URLSearchParams(params).toString();
  const again = () => send(query ? `${path}?${query}` : path, method, { body, headers, abort });
  let response = await again();
  if (response.status === 401 && session.value && (await renewed())) response = await again();
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.type !== PROOF_NEEDED || !(await proven())) throw problem;
    response = await again();
    if (!response.ok) throw await problemOf(response);
  }
  const data = response.status === 204 ? null : await response.json();
  return { data, provenance: provenanceOf(response.headers) };
}

/** Asks the reader to show again who they are; false when they would rather not. */
async function proven() {
  const { prove } = await import('app/proof');
  return prove();
}

async function send(url, method, { body, headers, abort }) {
  const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
  try {
    return await fetch(url, {
      method,
      headers: { ...headersFor(body), ...headers },
      body: body && JSON.stringify(body),
      // the browser keeps the body and asks whether it is still true: a 304 moves no data
      cache: 'no-cache',
      signal: abort ? AbortSignal.any([abort, timeout]) : timeout,
    });
  } catch (failure) {
    if (abort?.aborted) throw failure;
    throw new Problem(0, 'No answer', unreachable(failure));
  }
}

function unreachable(failure) {
  if (!navigator.onLine) return 'This device is offline.';
  return failure.name === 'TimeoutError'
    ? `The server has not answered for ${TIMEOUT_MILLIS / 1000} s.`
    : 'The server cannot be reached.';
}

function headersFor(body) {
  const all = { Accept: 'application/json' };
  if (body) all['Content-Type'] = 'application/json';
  if (session.value) all.Authorization = `Bearer ${session.value.accessToken}`;
  return all;
}

/** The problem document of an answer, or what its status line says. */
export async function problemOf(response) {
  const said = await response.json().catch(() => ({}));
  const title = said.title || `The server answered ${response.status}`;
  return new Problem(response.status, title, said.detail, said.instance, said.errors, said.type);
}
