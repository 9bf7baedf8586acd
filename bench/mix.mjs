// Starts the demo and reads it as users of its dashboard do, at the pace of the app: once from the cache, and
// for a shorter time with `Cache-Control: no-cache`, which loads each answer. Prints how often the cache
// answered, how long it took, and what each request cost the database. Ends with 1 when a goal is missed.
//
//   bench/mix [--seconds 60] [--users 500] [--pause 12] [--seed 42] [--keep 1]

import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { User, randomOf } from './mix-user.mjs';
import { needs, option, sleep, withNode } from './node.mjs';

const seconds = option('seconds', 60);
const users = option('users', 500);
const pause = option('pause', 12); // seconds between two clicks of a user, on average
const seed = option('seed', 42);
const GOAL = 0.95;
const LIVE = ['latest-prices', 'recent-ticks']; // fresh for 1 s
const ORGANISATIONS = ['sim-north', 'sim-south'];
const OPENING_SECONDS = 10; // everybody has opened the page after so long
const IDLE_SECONDS = 15;
const UNCACHED_SECONDS = Math.max(10, Math.min(20, seconds / 3));

needs('bench/mix', [['psql', 'postgresql-client']]); // to ask the database what it did

const settings = {
  SPINRESERVE_MARKET_HISTORY: '60d',
  SPINRESERVE_LIMITS_READ_USER_RATE: 'none', // many users with one token at one address
  SPINRESERVE_LIMITS_READ_ADDRESS_RATE: 'none',
  SPINRESERVE_HTTP_MAX_STREAMS_PER_USER: 0,
};
let port;
const agent = new Agent({ keepAlive: true });

function ask(token, path, headers = {}) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const all = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip', ...headers };
    const asked = request({ agent, port, path, headers: all, host: '127.0.0.1' }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const millis = performance.now() - begun;
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks), millis });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

// What the statements of the database have done since its start: the answers' queries, and everything.
function work(url) {
  const sql = `SELECT coalesce(sum(calls) FILTER (WHERE answers), 0), coalesce(sum(total_exec_time) FILTER (WHERE answers), 0),
      sum(calls), sum(total_exec_time)
    FROM (SELECT calls, total_exec_time, query ~ '^\\s*SELECT \\* FROM \\(' AS answers FROM pg_stat_statements
          WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND query !~ 'pg_stat_statements') s`;
  const line = execFileSync('psql', ['-XAtq', '-F', ' ', '-c', sql, url], { encoding: 'utf8' });
  const [queries, queryMs, statements, ms] = line.trim().split(/\s+/).map(Number);
  return { queries, queryMs, statements, ms, at: performance.now() };
}

const between = (before, after) =>
  Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));

async function metrics(token) {
  return JSON.parse((await ask(token, '/api/v1/performance/cache/metrics', { 'Accept-Encoding': 'identity' })).body).totals;
}

// Plays the users for a time; answers every request they made.
async function play(time, tokens, headers, many = users) {
  const made = [];
  const failures = [];
  const random = randomOf(seed);
  const streams = [];
  const everybody = Array.from({ length: many }, (_, i) => {
    const token = tokens[i % tokens.length];
    const kept = new Map(); // what the browser keeps, by address
    const read = async (dataset, parameters) => {
      const path = `/api/v1/data/${dataset}?${new URLSearchParams(parameters)}`;
      const before = kept.get(path);
      const asked = before ? { 'If-None-Match': before.etag } : {};
      try {
        const answer = await ask(token, path, { ...headers, ...asked, 'Accept-Encoding': 'identity' });
        if (answer.status !== 200 && answer.status !== 304) throw new Error(`${path}: ${answer.status} ${answer.body}`);
        made.push({ dataset, millis: answer.millis, status: answer.headers['x-cache-status'] ?? 'none', code: answer.status });
        const rows = answer.status === 304 ? before.rows : JSON.parse(answer.body).rows;
        if (answer.headers.etag) kept.set(path, { etag: answer.headers.etag, rows });
        const ttl = /;\s*ttl=(-?\d+)/.exec(answer.headers['cache-status'] ?? '');
        return { rows, freshForSeconds: ttl ? Math.max(0, Number(ttl[1])) : 60 };
      } catch (failure) {
        failures.push(failure);
        return null;
      }
    };
    return { token, user: new User({ seed: seed * 1000 + i, read, pause, withScript: i % 5 === 0 }) };
  });
  const begun = performance.now();
  for (const { token, user } of everybody) {
    setTimeout(() => {
      const path = '/api/v1/market/prices/stream';
      const stream = request({ port, path, agent: false, host: '127.0.0.1', headers: { Authorization: `Bearer ${token}` } });
      stream.on('response', (answer) => answer.resume().on('error', () => {}));
      stream.on('error', () => {});
      stream.end();
      streams.push(stream);
      user.open().catch((failure) => failures.push(failure));
    }, random() * Math.min(OPENING_SECONDS, time / 3) * 1000);
  }
  await sleep(time * 1000);
  for (const { user } of everybody) user.close();
  for (const stream of streams) stream.destroy();
  await sleep(500);
  if (failures.length) throw new Error(`${failures.length} requests failed, the first: ${failures[0].stack}`);
  return { made, seconds: (performance.now() - begun) / 1000 };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const percent = (share) => `${(100 * share).toFixed(1)} %`;

function printStatuses(made) {
  const counts = {};
  for (const { status } of made) counts[status] = (counts[status] ?? 0) + 1;
  const shares = Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${percent(n / made.length)}`);
  console.log(`X-Cache-Status: ${shares.join(', ')}\n`);
}

function printDatasets(made) {
  console.log('dataset              requests   not from the cache    hits   p50 ms   p95 ms   p99 ms');
  const datasets = [...new Set(made.map(({ dataset }) => dataset))].sort();
  for (const name of [...datasets, 'all but live', 'all']) {
    const of = made.filter(({ dataset }) => name === 'all' || (name === 'all but live' ? !LIVE.includes(dataset) : dataset === name));
    const waited = of.filter(({ status }) => status !== 'HIT' && status !== 'STALE').length;
    const millis = of.map((one) => one.millis).sort((a, b) => a - b);
    const times = [0.5, 0.95, 0.99].map((share) => quantile(millis, share).toFixed(1).padStart(8)).join(' ');
    console.log(
      `${name.padEnd(19)} ${String(of.length).padStart(9)} ${String(waited).padStart(20)} ${percent(1 - waited / of.length).padStart(8)} ${times}`,
    );
  }
  console.log();
}

// What a run cost beyond what the simulator and the node do anyway, for each request.
function perRequest(cost, idle, requests) {
  const anyway = cost.at / idle.at;
  const of = (key) => Math.max(0, cost[key] - idle[key] * anyway) / requests;
  return { queries: cost.queries / requests, queryMs: cost.queryMs / requests, statements: of('statements'), ms: of('ms') };
}

async function main(node) {
  port = node.port;
  await node.start('demo', settings);
  const url = node.run('db', 'url');
  const viewers = ORGANISATIONS.map((one) => node.token('viewer', '--organisation', one));
  const operators = ORGANISATIONS.map((one) => node.token('operator', '--organisation', one));
  console.log(`${users} users of ${ORGANISATIONS.length} organisations, a click each ${pause} s, seed ${seed}; the demo with 60 days of history`);
  if (option('keep', 0)) console.log(`http://127.0.0.1:${port} with the data of ${join(node.folder, 'data')}`);

  await sleep(5000); // the first minute of the simulator is behind, and its statements are planned
  let before = work(url);
  await sleep(IDLE_SECONDS * 1000);
  const idle = between(before, work(url));

  before = work(url);
  const countedBefore = await metrics(viewers[0]);
  const cached = await play(seconds, viewers, {});
  const counted = between(countedBefore, await metrics(viewers[0]));
  const cost = between(before, work(url));

  before = work(url);
  const uncached = await play(UNCACHED_SECONDS, operators, { 'Cache-Control': 'no-cache' }, Math.min(users, 50));
  const fullCost = between(before, work(url));

  const reads = counted.hits + counted.stale + counted.misses + counted.refreshes + counted.bypasses;
  const ratio = (counted.hits + counted.stale) / reads;
  console.log(`\n${cached.made.length} requests in ${seconds} s, ${cached.made.filter(({ code }) => code === 304).length} of them answered with 304`);
  console.log(`the server counted ${reads} reads: ${counted.hits} hits, ${counted.stale} stale, ${counted.misses} misses (${counted.coalesced} of them waited for a load of others), ${counted.loads} loads`);
  printStatuses(cached.made);
  printDatasets(cached.made);

  const less = perRequest(cost, idle, cached.made.length);
  const full = perRequest(fullCost, idle, uncached.made.length);
  const row = (name, of) =>
    console.log(`${name.padEnd(26)} ${of('queries')} ${of('queryMs')} ${of('statements')} ${of('ms')}`);
  console.log(`the database, for each request; idle it does ${(idle.statements / (idle.at / 1000)).toFixed(1)} statements and ${(idle.ms / (idle.at / 1000)).toFixed(1)} ms a second, taken off on the right`);
  console.log('                           queries   their ms   statements   their ms');
  const widths = { queries: 7, queryMs: 10, statements: 12, ms: 10 };
  row('from the cache', (key) => less[key].toFixed(4).padStart(widths[key]));
  row(`no-cache (${uncached.made.length} requests)`, (key) => full[key].toFixed(4).padStart(widths[key]));
  // simultaneous reads join one load even then; without a cache each is a query of its own
  const queryMs = full.queryMs / full.queries;
  const alone = { queries: 1, queryMs, statements: 1, ms: queryMs };
  row('each a query of its own', (key) => alone[key].toFixed(4).padStart(widths[key]));
  row('less by', (key) => percent(1 - less[key] / alone[key]).padStart(widths[key]));

  const reduction = Math.min(1 - less.statements, 1 - less.ms / alone.ms);
  console.log(`\nhit ratio ${percent(ratio)}, database load less by ${percent(reduction)}; the goal is ${percent(GOAL)} each`);
  if (ratio < GOAL || reduction < GOAL) process.exitCode = 1;
}

await withNode('mix', {}, main);
process.exit();
