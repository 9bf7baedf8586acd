// Starts this server, nginx proxy_cache and Varnish with the same answers of about 1 kB and 20 kB,
// loads them in interleaved rounds with wrk, and prints medians and ratios. Rounds are short and many:
// a machine that is fast in one second and slow in another is so for neighbouring rounds alike.
//
//   bench/hit [--rounds 25] [--seconds 1] [--connections 64]

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const rounds = option('rounds', 25);
const seconds = option('seconds', 1);
const warmSeconds = 6;
const connections = option('connections', 64);
const sizes = [{ name: '1 kB', path: 'bench-small', rows: 12 }, { name: '20 kB', path: 'bench-large', rows: 265 }];

for (const [tool, pkg] of [['wrk', 'wrk'], ['nginx', 'nginx'], ['varnishd', 'varnish']]) {
  try {
    execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${tool}`], { stdio: 'ignore' });
  } catch {
    console.error(`bench/hit needs ${tool} (Debian package ${pkg}).`);
    process.exit(1);
  }
}
process.env.PATH += ':/usr/sbin';

const folder = mkdtempSync(join(tmpdir(), 'spinreserve-hit-'));
const started = [];
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function start(command, args, ready) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      if (ready && output.includes(ready)) resolve(child);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}:\n${output}`)));
    if (!ready) setTimeout(() => resolve(child), 1000);
  });
}

async function stopAll() {
  for (const child of started.reverse()) {
    child.removeAllListeners('exit');
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(15000)]);
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

async function startOurs(port) {
  const dataset = (size) => `  ${size.path}:
    description: An answer of about ${size.name} for the benchmark.
    scope: shared
    policy: simple
    sql: select n as id, md5(n::text) as text, n * 1.25 as price_eur_mwh from generate_series(1, ${size.rows}) n
`;
  writeFileSync(join(folder, 'datasets.yaml'), `datasets:\n${sizes.map(dataset).join('')}`);
  // limits stay on: one user at one address asks for all of this, so theirs are higher than usual
  const limit = '{ rate: 900000000/s, burst: 1000000000 }';
  writeFileSync(
    join(folder, 'node.yaml'),
    `datasets: { files: [datasets.yaml] }
limits: { read: { address: ${limit}, user: ${limit}, token: ${limit} } }
`,
  );
  const args = ['--port', port, '--data', join(folder, 'data'), '--config', join(folder, 'node.yaml')].map(String);
  const child = await start(join(home, 'spinreserve'), ['serve', ...args], 'ready http');
  const token = execFileSync(join(home, 'spinreserve'), ['token', ...args], { encoding: 'utf8' }).trim();
  return { child, token };
}

async function startNginx(originPort, port) {
  mkdirSync(join(folder, 'origin'), { recursive: true });
  mkdirSync(join(folder, 'cache'));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; user root; worker_processes 2; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log warn;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/json;
  open_file_cache max=1000 inactive=60s;
  proxy_cache_path ${folder}/cache keys_zone=c:10m max_size=100m; proxy_temp_path ${folder}/ptmp; client_body_temp_path ${folder}/btmp;
  server { listen 127.0.0.1:${originPort}; root ${folder}/origin; etag on; add_header Cache-Control "max-age=3600"; }
  server { listen 127.0.0.1:${port} reuseport; location / { proxy_pass http://127.0.0.1:${originPort}; proxy_cache c; add_header X-Cache-Status $upstream_cache_status; } }
}
`,
  );
  return { child: await start('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'nginx.log')]) };
}

async function startVarnish(originPort, port) {
  const args = ['-F', '-a', `127.0.0.1:${port}`, '-b', `127.0.0.1:${originPort}`, '-n', join(folder, 'varnish'), '-s', 'malloc,64m'];
  return { child: await start('varnishd', args) };
}

// Seconds of CPU that a process and all its descendants have used.
function cpuSeconds(pid) {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        return [];
      }
    });
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const stat of stats) {
      if (family.has(stat.parent) && !family.has(stat.pid)) grown = Boolean(family.add(stat.pid));
    }
  }
  return stats.filter((stat) => family.has(stat.pid)).reduce((sum, stat) => sum + stat.ticks, 0) / 100;
}

const inMs = (text) => {
  const [, number, unit] = /([\d.]+)(us|ms|s|m)/.exec(text);
  return Number(number) * { us: 0.001, ms: 1, s: 1000, m: 60000 }[unit];
};

function load(server, size, time) {
  const headers = server.token ? ['-H', `Authorization: Bearer ${server.token}`] : [];
  const before = cpuSeconds(server.child.pid);
  const args = ['-t2', `-c${connections}`, `-d${time}s`, '--latency', ...headers, server.url(size)];
  const output = execFileSync('wrk', args, { encoding: 'utf8' });
  const cpu = cpuSeconds(server.child.pid) - before;
  const requests = Number(/(\d+) requests in/.exec(output)[1]);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(output) || /Socket errors: (.*)/.exec(output);
  if (failed) throw new Error(`${server.name}: failed requests: ${failed[0]}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]),
    p50: inMs(/^\s+50%\s+(\S+)/m.exec(output)[1]),
    p99: inMs(/^\s+99%\s+(\S+)/m.exec(output)[1]),
    cpu: (cpu / requests) * 1e6,
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function main() {
  const [ourPort, originPort, nginxPort, varnishPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const ours = { name: 'SpinReserve', url: (size) => `http://127.0.0.1:${ourPort}/api/v1/data/${size.path}`, ...(await startOurs(ourPort)) };
  const nginx = { name: 'nginx', url: (size) => `http://127.0.0.1:${nginxPort}/${size.path}`, ...(await startNginx(originPort, nginxPort)) };
  const varnish = { name: 'Varnish', url: (size) => `http://127.0.0.1:${varnishPort}/${size.path}`, ...(await startVarnish(originPort, varnishPort)) };
  const servers = [ours, nginx, varnish];

  for (const size of sizes) {
    const authorization = { headers: { Authorization: `Bearer ${ours.token}` } };
    const body = Buffer.from(await (await fetch(ours.url(size), authorization)).arrayBuffer());
    writeFileSync(join(folder, 'origin', size.path), body);
    size.bytes = body.length;
    for (const server of servers) {
      for (let i = 0; i < 2; i++) {
        const answer = await fetch(server.url(size), server.token ? authorization : {});
        const same = Buffer.from(await answer.arrayBuffer()).equals(body);
        if (answer.status !== 200 || !same) throw new Error(`${server.name} answers ${size.name} wrongly: ${answer.status}`);
      }
    }
    const refused = await fetch(ours.url(size));
    if (refused.status !== 401) throw new Error(`without a token ${refused.status} instead of 401`);
  }

  const results = new Map();
  for (const server of servers) for (const size of sizes) load(server, size, warmSeconds);
  for (let round = 0; round < rounds; round++) {
    for (const size of sizes) {
      for (let i = 0; i < servers.length; i++) {
        const server = servers[(i + round) % servers.length];
        const key = `${server.name}|${size.name}`;
        results.set(key, [...(results.get(key) || []), load(server, size, seconds)]);
      }
    }
  }

  console.log(`${rounds} interleaved rounds of ${seconds} s, wrk -t2 -c${connections}, medians; SpinReserve with authentication\n`);
  console.log('answer      server        requests/s   p50 ms   p99 ms   CPU us/request   requests/s ÷ the better peer, medians');
  for (const size of sizes) {
    const figures = servers.map((server) => {
      const of = results.get(`${server.name}|${size.name}`);
      return { server, ...Object.fromEntries(['rate', 'p50', 'p99', 'cpu'].map((k) => [k, median(of.map((r) => r[k]))])) };
    });
    const best = Math.max(...figures.slice(1).map((f) => f.rate));
    for (const f of figures) {
      const ratio = f.server === ours ? (f.rate / best).toFixed(2) : '';
      console.log(
        `${`${size.bytes} B`.padEnd(11)} ${f.server.name.padEnd(12)} ${f.rate.toFixed(0).padStart(11)} ${f.p50.toFixed(2).padStart(8)} ${f.p99
          .toFixed(2)
          .padStart(8)} ${f.cpu.toFixed(1).padStart(16)}   ${ratio}`,
      );
    }
    const peer = figures.slice(1).reduce((a, b) => (a.rate > b.rate ? a : b));
    const perRound = results.get(`${ours.name}|${size.name}`).map((r, i) => r.rate / results.get(`${peer.server.name}|${size.name}`)[i].rate);
    console.log(`            against ${peer.server.name}: p50 x ${(figures[0].p50 / peer.p50).toFixed(2)}, p99 x ${(figures[0].p99 / peer.p99).toFixed(2)}, CPU x ${(figures[0].cpu / peer.cpu).toFixed(2)}; ratio within a round ${median(perRound).toFixed(2)} (${perRound.map((r) => r.toFixed(2)).join(' ')})\n`);
  }
}

try {
  await main();
} finally {
  await stopAll();
}
