// Starts the demo, holds connections open whose header never ends, and measures normal users before, while the
// connections are opened, held and closed by the server, and after. Ends with 1 when somebody failed, or p99 is
// 100 ms or more while they are there.
//
//   bench/slow [--connections 10000] [--seconds 30] [--pace 2000] [--between 3] [--with slowhttptest]
//
// pace: connections opened each second; between: seconds between two bytes of one. slowhttptest (Debian) does
// not open again what is closed, so that they are held for as long as the node lets them (http.header-timeout).

import { fork, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { option, percentile, sleep, text, withNode } from './node.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const connections = option('connections', 10000);
const seconds = option('seconds', 30);
const pace = option('pace', 2000);
const between = option('between', 3);
const tool = text('with', 'own');
const QUIET_SECONDS = 10;
const PATIENCE_SECONDS = 60;
const MOST_MILLIS = 100;
const READ = '/api/v1/data/day-ahead-prices?zone=SIM-1';
// who asks: how many of them, with what pause in ms, how
const USERS = [
  { what: 'cached', count: 10, pause: 20 },
  { what: 'cached, new connection', count: 2, pause: 50 },
  { what: 'uncached', count: 1, pause: 50 },
];

let port;
let metricsPort;
// everybody here is at one address, and the users are one user
const settings = {
  SPINRESERVE_MARKET_HISTORY: '10d',
  SPINRESERVE_HTTP_MAX_CONNECTIONS_PER_ADDRESS: 0,
  SPINRESERVE_LIMITS_READ_USER_RATE: 'none',
  SPINRESERVE_LIMITS_READ_ADDRESS_RATE: 'none',
};
const agent = new Agent({ keepAlive: true });

function get(path, to, headers, options) {
  return new Promise((resolve, reject) => {
    request({ port: to, host: '127.0.0.1', path, headers, ...options }, (answer) => {
      let body = '';
      answer.setEncoding('latin1');
      answer.on('data', (chunk) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** Connections that have sent no whole header, as the node counts them. */
async function waiting() {
  const { body } = await get('/metrics', metricsPort, {}, { agent: false });
  return Number(/^spinreserve_http_connections_state\{[^}]*state="waiting"[^}]*\} (\S+)/m.exec(body)?.[1] ?? 0);
}

let phase = null;
let over = false;
const phases = [];

/** From now on what is measured belongs to another phase. */
function enter(name) {
  phase?.lag.disable();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  phase = { name, lag, times: new Map(USERS.map(({ what }) => [what, []])), failed: 0, held: [] };
  phases.push(phase);
}

async function use({ what, pause }, token) {
  const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip' };
  if (what === 'uncached') headers['Cache-Control'] = 'no-cache';
  const options = { agent: what.includes('new') ? false : agent };
  while (!over) {
    const during = phase;
    const begun = performance.now();
    const status = await get(READ, port, headers, options).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) during.times.get(what).push(performance.now() - begun);
    else if (!over) during.failed++;
    await sleep(pause * (0.5 + Math.random()));
  }
}

/** Opens the connections; says how many the node holds, and how many it has closed, where that is known. */
function attack() {
  if (tool === 'slowhttptest') {
    const url = `http://127.0.0.1:${port}/api/v1/data/day-ahead-prices`;
    const length = Math.ceil(connections / pace) + PATIENCE_SECONDS;
    const all = ['-H', '-c', connections, '-r', pace, '-i', between, '-l', length, '-p', 5, '-t', 'GET', '-u', url];
    const child = spawn('slowhttptest', all.map(String), { stdio: 'ignore' });
    child.on('error', () => console.error('slowhttptest is not there (Debian package slowhttptest)'));
    return { closed: () => NaN, stop: () => {}, end: () => child.kill() };
  }
  const child = fork(join(here, 'slow-clients.mjs'), [port, connections, pace, between].map(String));
  let last = { closed: 0 };
  child.on('message', (now) => (last = now));
  return { closed: () => last.closed, stop: () => child.send('stop'), end: () => child.kill() };
}

/** Looks at what the node holds until it is as wanted or the time is over; whether it was as wanted. */
async function until(longest, wanted) {
  for (const end = performance.now() + longest * 1000; performance.now() < end; await sleep(250)) {
    const now = await waiting();
    phase.held.push(now);
    if (wanted(now)) return true;
  }
  return false;
}

function report() {
  let well = true;
  console.log('| phase | held by the node | who | requests | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|---|---|');
  for (const { name, times, held, failed, lag } of phases) {
    const range = held.length ? `${Math.min(...held)} to ${Math.max(...held)}` : '';
    for (const [what, measured] of times) {
      const sorted = Float64Array.from(measured).sort();
      const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(sorted, share));
      console.log(`| ${[name, range, what, sorted.length, p50.toFixed(1), p99.toFixed(1), max.toFixed(1)].join(' | ')} |`);
      const judged = name === 'held' || name === 'closed';
      // too few requests to say anything are no success either
      if (judged && !(p99 < MOST_MILLIS)) well = false;
    }
    if (failed) console.log(`${failed} requests failed while '${name}'`);
    well &&= failed === 0;
    console.log(`| | | (delay of the measuring process itself) | | | ${(lag.percentile(99) / 1e6).toFixed(1)} | ${(lag.max / 1e6).toFixed(1)} |`);
  }
  return well;
}

let slow;
async function main(node) {
  ({ port, metricsPort } = node);
  await node.start('demo', settings);
  const token = node.token('operator');

  enter('warming up');
  const users = USERS.flatMap((kind) => Array.from({ length: kind.count }, () => use(kind, token)));
  await sleep(QUIET_SECONDS * 1000);
  phases.length = 0;
  enter('before');
  await until(QUIET_SECONDS, () => false);
  const memoryBefore = node.memory();

  enter('opening');
  slow = attack();
  const held = await until(PATIENCE_SECONDS, (now) => now >= connections * 0.95);
  enter('held');
  await until(seconds, (now) => tool === 'slowhttptest' && now < connections * 0.9);
  const memoryHeld = node.memory();
  enter('closed');
  slow.stop();
  const gone = await until(PATIENCE_SECONDS, (now) => now < 10);
  const closed = slow.closed();
  slow.end();
  enter('after');
  await until(QUIET_SECONDS, () => false);
  over = true;
  await Promise.all(users);

  const well = report();
  console.log(`memory of the node: ${memoryBefore} MiB before, ${memoryHeld} MiB while they are held`);
  if (closed) console.log(`the server closed ${closed} connections`);
  if (!held) console.log(`never were ${connections} connections held`);
  if (!gone) console.log('some connections were never closed');
  process.exitCode = well && held && gone ? 0 : 1;
}

await withNode('slow', {}, (node) =>
  main(node).finally(() => {
    over = true;
    slow?.end();
  }),
);
process.exit();
