// Starts this server, nginx proxy_cache and Varnish with the same answers of about 1 kB and 20 kB,
// loads them in interleaved rounds with wrk, and prints medians and ratios. Rounds are short and many:
// a machine that is fast in one second and slow in another is so for neighbouring rounds alike.
//
//   bench/hit [--rounds 25] [--seconds 1] [--connections 64]

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyCpuSeconds, freePort, needs, option, stop, withNode } from './node.mjs';

const rounds = option('rounds', 25);
const seconds = option('seconds', 1);
const warmSeconds = 6;
const connections = option('connections', 64);
const sizes = [{ name: '1 kB', path: 'bench-small', rows: 12 }, { name: '20 kB', path: 'bench-large', rows: 265 }];

needs('bench/hit', [['wrk', 'wrk'], ['nginx', 'nginx'], ['varnishd', 'varnish']]);
process.env.PATH += ':/usr/sbin';

const started = [];

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

const dataset = (size) => `  ${size.path}:
    description: An answer of about ${size.name} for the benchmark.
    scope: shared
    policy: simple
    sql: select n as id, md5(n::text) as text, n * 1.25 as price_eur_mwh from generate_series(1, ${size.rows}) n
`;
// limits stay on: one user at one address asks for all of this, so theirs are higher than usual
const limit = '{ rate: 900000000/s, burst: 1000000000 }';
const files = {
  'datasets.yaml': `datasets:\n${sizes.map(dataset).join('')}`,
  'node.yaml': `datasets: { files: [datasets.yaml] }
limits: { read: { address: ${limit}, user: ${limit}, token: ${limit} } }
`,
};

async function startOurs(node) {
  const { child } = await node.start('serve');
  return { child, token: node.run('token') };
}

async function startNginx(folder, originPort, port) {
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

async function startVarnish(folder, originPort, port) {
  const args = ['-F', '-a', `127.0.0.1:${port}`, '-b', `127.0.0.1:${originPort}`, '-n', join(folder, 'varnish'), '-s', 'malloc,64m'];
  return { child: await start('varnishd', args) };
}

const inMs = (text) => {
  const [, number, unit] = /([\d.]+)(us|ms|s|m)/.exec(text);
  return Number(number) * { us: 0.001, ms: 1, s: 1000, m: 60000 }[unit];
};

function load(server, size, time) {
  const headers = server.token ? ['-H', `Authorization: Bearer ${server.token}`] : [];
  const before = familyCpuSeconds(server.child.pid);
  const args = ['-t2', `-c${connections}`, `-d${time}s`, '--latency', ...headers, server.url(size)];
  const output = execFileSync('wrk', args, { encoding: 'utf8' });
  const cpu = familyCpuSeconds(server.child.pid) - before;
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

async function main(node) {
  const { folder } = node;
  const [originPort, nginxPort, varnishPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const ours = { name: 'SpinReserve', url: (size) => `http://127.0.0.1:${node.port}/api/v1/data/${size.path}`, ...(await startOurs(node)) };
  const nginx = { name: 'nginx', url: (size) => `http://127.0.0.1:${nginxPort}/${size.path}`, ...(await startNginx(folder, originPort, nginxPort)) };
  const varnish = { name: 'Varnish', url: (size) => `http://127.0.0.1:${varnishPort}/${size.path}`, ...(await startVarnish(folder, originPort, varnishPort)) };
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

await withNode('hit', files, async (node) => {
  try {
    await main(node);
  } finally {
    for (const child of started.reverse()) await stop(child);
  }
});
