// What the benchmarks share: a packaged node in a folder and on ports of its own, and what they read off it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = join(dirname(fileURLToPath(import.meta.url)), '..', 'spinreserve');
const PATIENCE_MILLIS = 15000;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// What stands after --name on the command line.
export function text(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

export const option = (name, fallback) => Number(text(name, fallback));

// Ends the process when a tool is not there; each is a pair of its name and its Debian package.
export function needs(bench, tools) {
  for (const [tool, pkg] of tools) {
    try {
      execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${tool}`], { stdio: 'ignore' });
    } catch {
      console.error(`${bench} needs ${tool} (Debian package ${pkg}).`);
      process.exit(1);
    }
  }
}

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// Completes when the process has ended; kills it when it does not end by itself.
export async function stop(child) {
  child.removeAllListeners('exit');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLIS);
  await gone;
  clearTimeout(late);
}

export class BenchNode {
  // A node that is not started yet; files: text by name, written into its folder. NODE_LOG=1 shows its log.
  static async in(folder, files = {}) {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const [port, metricsPort, gridPort] = [await freePort(), await freePort(), await freePort()];
    const config = files['node.yaml'] ? ['--config', join(folder, 'node.yaml')] : [];
    const args = ['--port', String(port), '--data', join(folder, 'data'), ...config];
    return Object.assign(new BenchNode(), { folder, port, metricsPort, gridPort, args });
  }

  // Starts it by 'serve' or 'demo'; completes when it is ready, fails with what it said when it ends before.
  start(command, settings = {}) {
    const env = { ...process.env, SPINRESERVE_HTTP_METRICS_PORT: this.metricsPort, SPINRESERVE_GRID_PORT: this.gridPort, ...settings };
    const log = process.env.NODE_LOG ? 'inherit' : 'pipe';
    this.child = spawn(launcher, [command, ...this.args], { env, stdio: ['ignore', 'pipe', log] });
    let said = '';
    return new Promise((resolve, reject) => {
      const read = (chunk) => {
        said = (said + chunk).slice(-4000);
        if (said.includes('ready http')) resolve(this);
      };
      this.child.stdout.on('data', read);
      this.child.stderr?.on('data', read);
      this.child.on('exit', (code) => reject(new Error(`the node ended with ${code}:\n${said}`)));
    });
  }

  // What a command of the launcher prints about this node.
  run(...command) {
    return execFileSync(launcher, [...command, ...this.args], { encoding: 'utf8' }).trim();
  }

  token(role, ...more) {
    return this.run('token', '--role', role, ...more);
  }

  get pid() {
    return this.child.pid;
  }

  // Its resident memory in MiB.
  memory() {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]) / 1024);
  }

  // Seconds of processor time it has used, without those of its database.
  cpuSeconds() {
    return ticks(this.pid).used / 100;
  }
}

// Runs the work with a folder of its own and a node that is not started yet; both are gone afterwards.
export async function withNode(name, filesIn, work) {
  const folder = mkdtempSync(join(tmpdir(), `spinreserve-${name}-`));
  const node = await BenchNode.in(folder, filesIn);
  const clean = async () => {
    if (node.child) await stop(node.child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => clean().then(() => process.exit(130)));
  try {
    await work(node);
  } finally {
    await clean();
  }
}

function ticks(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid: Number(pid), parent: Number(fields[1]), used: Number(fields[11]) + Number(fields[12]) };
}

// Seconds of processor time that a process and all its descendants have used.
export function familyCpuSeconds(pid) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [ticks(name)];
      } catch {
        return [];
      }
    });
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (family.has(one.parent) && !family.has(one.pid)) grown = Boolean(family.add(one.pid));
    }
  }
  return all.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.used, 0) / 100;
}

// The value that this share of the sorted values does not exceed.
export const percentile = (sorted, share) =>
  sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] : NaN;
