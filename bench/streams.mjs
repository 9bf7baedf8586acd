// Starts a node, opens subscribers of notifications, half as server-sent events and half as WebSockets, tells one
// thing a second to all of them, and prints how long it took from before the telling request to each reader.
//
//   bench/streams [--subscribers 10000] [--seconds 60]

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const subscribers = option('subscribers', 10000);
const seconds = option('seconds', 60);
const folder = mkdtempSync(join(tmpdir(), 'spinreserve-streams-'));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const most = subscribers + 100;
// all of them are one user at one address, which may usually open far fewer
const any = '{ rate: none }';
writeFileSync(
  join(folder, 'node.yaml'),
  `http: { max-streams: ${most}, max-streams-per-user: 0, max-connections: ${most + 1000}, max-connections-per-address: 0 }
limits: { stream: { address: ${any}, user: ${any}, token: ${any} } }
`,
);
const [port, metricsPort, gridPort] = [await freePort(), await freePort(), await freePort()];
const args = ['--port', port, '--data', join(folder, 'data'), '--config', join(folder, 'node.yaml')].map(String);
const env = { ...process.env, SPINRESERVE_HTTP_METRICS_PORT: metricsPort, SPINRESERVE_GRID_PORT: gridPort };
const node = spawn(join(home, 'spinreserve'), ['serve', ...args], { env, stdio: ['ignore', 'pipe', process.env.NODE_LOG ? 'inherit' : 'ignore'] });

const delays = [];
const mark = Buffer.from('bench-');
let lost = 0;
let closed = 0;
let over = false;

/** One subscriber: it reads bytes and looks for the moments written in them. */
class Subscriber {
  received = 0;
  #rest = Buffer.alloc(0);

  open(index, token) {
    const socket = index % 2;
    const head = socket
      ? `GET /ws?topics=system HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`
      : 'GET /api/v1/notifications?topics=system HTTP/1.1\r\n';
    return new Promise((resolve, reject) => {
      const to = connect(port, '127.0.0.1');
      to.setNoDelay(true);
      to.write(`${head}Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
      to.once('data', (first) =>
        /^HTTP\/1.1 (101|200)/.test(String(first)) ? resolve() : reject(new Error(String(first).slice(0, 300))),
      );
      to.on('data', (bytes) => this.#read(bytes));
      to.on('error', reject);
      to.on('close', () => over || closed++);
    });
  }

  #read(bytes) {
    const now = performance.timeOrigin + performance.now();
    const all = this.#rest.length ? Buffer.concat([this.#rest, bytes]) : bytes;
    let at = all.indexOf(mark);
    let done = 0;
    while (at >= 0 && all.length >= at + 20) {
      delays.push(now - Number(all.toString('latin1', at + 6, at + 20)));
      this.received++;
      done = at + 20;
      at = all.indexOf(mark, done);
    }
    this.#rest = Buffer.from(all.subarray(Math.max(done, all.length - 20)));
  }
}

function tell(token) {
  // always of one length, so that a reader knows where it ends
  const body = JSON.stringify({ namespaces: [`bench-${(performance.timeOrigin + performance.now()).toFixed(0).padStart(14, '0')}`] });
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Content-Length': body.length };
    request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/performance/cache/invalidate', headers }, (answer) => {
      answer.resume().on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`))));
    })
      .on('error', reject)
      .end(body);
  });
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
const cpuSeconds = () => {
  const fields = readFileSync(`/proc/${node.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

try {
  await new Promise((resolve, reject) => {
    node.stdout.on('data', (chunk) => String(chunk).includes('ready http') && resolve());
    node.on('exit', (code) => reject(new Error(`the node ended with ${code}`)));
  });
  node.removeAllListeners('exit');
  const token = execFileSync(join(home, 'spinreserve'), ['token', '--role', 'operator', ...args], { encoding: 'utf8' }).trim();

  const all = Array.from({ length: subscribers }, () => new Subscriber());
  const began = Date.now();
  for (let from = 0; from < subscribers; from += 200) {
    await Promise.all(all.slice(from, from + 200).map((one, index) => one.open(from + index, token)));
  }
  console.log(`${subscribers} subscribers open after ${((Date.now() - began) / 1000).toFixed(1)} s`);

  await tell(token);
  await sleep(3000);
  delays.length = 0;
  all.forEach((one) => (one.received = 0));
  const cpuBefore = cpuSeconds();
  for (let told = 0; told < seconds; told++) {
    const next = sleep(1000);
    await tell(token);
    await next;
  }
  await sleep(3000);
  const cpu = cpuSeconds() - cpuBefore;
  lost = all.reduce((sum, one) => sum + seconds - one.received, 0);
  const sorted = Float64Array.from(delays).sort();
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(sorted, share).toFixed(0));
  console.log(`frames ${sorted.length}  lost ${lost}  closed ${closed}  publish to receive: p50 ${p50} ms  p99 ${p99} ms  max ${max} ms`);
  console.log(`processor time of the node: ${((cpu / seconds) * 100).toFixed(0)} % of one core`);
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${node.pid}/status`, 'utf8'))[1];
  console.log(`memory of the node: ${(rss / 1024).toFixed(0)} MiB`);
  process.exitCode = lost === 0 && closed === 0 && p99 < 250 ? 0 : 1;
} finally {
  over = true;
  node.kill();
  await new Promise((resolve) => node.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
