// Empty jobs through BullMQ with two worker processes, on a Redis that flushes each write.
//
//   node bullmq.mjs <jobs>
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const CONCURRENCY = Number(process.env.CONCURRENCY ?? 32); // as many at a time as ours has slots
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

if (process.argv[2] === 'worker') {
  const connection = { host: '127.0.0.1', port: Number(process.argv[3]), maxRetriesPerRequest: null };
  const worker = new Worker('bench', async () => null, { connection, concurrency: CONCURRENCY });
  await worker.waitUntilReady();
  process.send('ready');
} else {
  const jobs = Number(process.argv[2]);
  const port = 20000 + (process.pid % 20000);
  const folder = mkdtempSync(join(tmpdir(), 'bullmq-'));
  const redis = spawn('redis-server', ['--port', port, '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always',
    '--maxmemory-policy', 'noeviction', '--save', '', '--bind', '127.0.0.1'].map(String), { stdio: 'ignore' });
  await sleep(1000);
  const workers = [1, 2].map(() => fork(fileURLToPath(import.meta.url), ['worker', String(port)]));
  try {
    await Promise.all(workers.map((one) => new Promise((ready) => one.on('message', ready))));
    const queue = new Queue('bench', { connection: { host: '127.0.0.1', port } });
    const admin = new Redis({ host: '127.0.0.1', port });
    const settings = JSON.stringify(await admin.config('GET', 'append*'));
    await admin.quit();
    if (!/"appendfsync"[,:]"always"/.test(settings) || !/"appendonly"[,:]"yes"/.test(settings)) {
      throw new Error(`this Redis does not flush each write: ${settings}`);
    }
    const drain = async (many) => {
      await queue.pause();
      for (let made = 0; made < many; made += 500) {
        await queue.addBulk(Array.from({ length: 500 }, () => ({ name: 'empty', data: {} })));
      }
      const before = await queue.getCompletedCount();
      const begun = performance.now();
      await queue.resume();
      while ((await queue.getCompletedCount()) < before + many) await sleep(20);
      const rate = (many * 1000) / (performance.now() - begun);
      console.log(`  ${many} jobs: run ${Math.round(rate)}/s`);
      return rate;
    };
    await drain(jobs / 4);
    const rounds = [await drain(jobs), await drain(jobs), await drain(jobs)].sort((a, b) => a - b);
    console.log(`RESULT bullmq ${Math.round(rounds[1])}`);
    await queue.close();
  } finally {
    workers.forEach((one) => one.kill());
    redis.kill();
    await sleep(300);
    rmSync(folder, { recursive: true, force: true });
  }
}
