// Starts a node with cold datasets of 10,000 questions each, and in each round loads one by reading its
// questions one by one over HTTP on one connection, and another one by a warming run.
//
//   bench/warm [--rounds 3] [--entries 10000]

import { Agent, request } from 'node:http';
import { option, sleep, withNode } from './node.mjs';

const rounds = option('rounds', 3);
const entries = option('entries', 10000);
const api = '/api/v1/performance/cache';

const names = Array.from({ length: rounds }, (_, i) => [`bench-read-${i + 1}`, `bench-warm-${i + 1}`]);
const dataset = (name) => `  ${name}:
    description: An answer of about 300 bytes for each number.
    scope: shared
    policy: simple
    parameters: { n: { type: integer, min: 1, max: ${entries}, required: true } }
    warm: [{ parameters: { n: "*" } }]
    sql: select :n + i as id, md5(i::text) as text from generate_series(1, 4) i
`;
const files = {
  'datasets.yaml': `datasets:\n${names.flat().map(dataset).join('')}`,
  'node.yaml':
    'datasets: { files: [datasets.yaml] }\ncache: { max-size: 112MiB }\nlimits: { read: { user: { rate: none }, address: { rate: none } } }\n',
};

await withNode('warm', files, async (node) => {
  await node.start('serve');
  const { port } = node;
  const token = node.token('operator');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) };
      const asked = request({ agent, port, method, path, headers, host: '127.0.0.1' }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
          else resolve({ text, status: answer.headers['x-cache-status'] });
        });
      });
      asked.on('error', reject);
      asked.end(body && JSON.stringify(body));
    });
  const path = (name, n) => `/api/v1/data/${name}?n=${n}`;
  const oneByOne = async (name) => {
    const begun = performance.now();
    for (let n = 1; n <= entries; n++) await ask('GET', path(name, n));
    return (performance.now() - begun) / 1000;
  };
  const warmed = async (name) => {
    let run = JSON.parse((await ask('POST', `${api}/warm`, { datasets: [name] })).text);
    while (run.state === 'running') {
      await sleep(50);
      run = JSON.parse((await ask('GET', `${api}/warm/${run.id}`)).text);
    }
    if (run.state !== 'done' || run.failed > 0) throw new Error(`the run ended badly: ${JSON.stringify(run)}`);
    return { run, seconds: (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 };
  };

  console.log(`${entries} cold answers of about 300 bytes, ${rounds} rounds on one node\n`);
  console.log('round   one by one   warming run   loaded   faster by');
  for (const [i, [read, warm]] of names.entries()) {
    const slow = await oneByOne(read);
    const { run, seconds } = await warmed(warm);
    for (const n of [1, Math.ceil(entries / 2), entries]) {
      const { status } = await ask('GET', path(warm, n));
      if (status !== 'HIT') throw new Error(`after the run the read of ${n} is ${status}`);
    }
    console.log(
      `${String(i + 1).padStart(5)} ${slow.toFixed(2).padStart(10)} s ${seconds.toFixed(2).padStart(11)} s ${String(run.loaded).padStart(8)} ${(slow / seconds).toFixed(1).padStart(9)} x`,
    );
  }
});
