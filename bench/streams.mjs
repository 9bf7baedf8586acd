// Starts a node, opens subscribers of notifications, half as server-sent events and half as WebSockets, tells one
// thing a second to all of them, and prints how long it took from before the telling request to each reader.
//
//   bench/streams [--subscribers 10000] [--seconds 60]

import { request } from 'node:http';
import { connect } from 'node:net';
import { option, percentile, sleep, withNode } from './node.mjs';

const subscribers = option('subscribers', 10000);
const seconds = option('seconds', 60);
const most = subscribers + 100;
// all of them are one user at one address, which may usually open far fewer
const any = '{ rate: none }';
const files = {
  'node.yaml': `http: { max-streams: ${most}, max-streams-per-user: 0, max-connections: ${most + 1000}, max-connections-per-address: 0 }
limits: { stream: { address: ${any}, user: ${any}, token: ${any} } }
`,
};

let port;
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

async function main(node) {
  port = node.port;
  await node.start('serve');
  const token = node.token('operator');

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
  const cpuBefore = node.cpuSeconds();
  for (let told = 0; told < seconds; told++) {
    const next = sleep(1000);
    await tell(token);
    await next;
  }
  await sleep(3000);
  const cpu = node.cpuSeconds() - cpuBefore;
  lost = all.reduce((sum, one) => sum + seconds - one.received, 0);
  const sorted = Float64Array.from(delays).sort();
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(sorted, share).toFixed(0));
  console.log(`frames ${sorted.length}  lost ${lost}  closed ${closed}  publish to receive: p50 ${p50} ms  p99 ${p99} ms  max ${max} ms`);
  console.log(`processor time of the node: ${((cpu / seconds) * 100).toFixed(0)} % of one core`);
  console.log(`memory of the node: ${node.memory()} MiB`);
  process.exitCode = lost === 0 && closed === 0 && p99 < 250 ? 0 : 1;
  over = true;
}

await withNode('streams', files, main);
process.exit();
