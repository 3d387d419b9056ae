/** How the benches measure: children with their peak memory, medians, percentiles. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const POLL_MS = 20;

/** Runs a program to its end: seconds, and its peak resident megabytes where /proc tells them (else null). Throws when it fails. */
export function runChild(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let peak = null;
    let said = '';
    const poll = setInterval(() => {
      peak = highWater(child.pid) ?? peak;
    }, POLL_MS);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
    child.on('error', (error) => {
      clearInterval(poll);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(poll);
      const seconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ seconds, peakMb: peak, said });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

/** The kernel's own high-water mark, so that nothing between two polls is missed but the last moments. */
function highWater(pid) {
  try {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Math.round(Number(kb) / 1024);
  } catch {
    return null;
  }
}

/** Milliseconds of each of `times` runs, in order of size. */
export async function timed(times, work) {
  const found = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work(n);
    found.push(performance.now() - start);
  }
  return found.sort((a, b) => a - b);
}

export function quantile(sorted, q) {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
}

export function round(value, decimals = 1) {
  return Number(value.toFixed(decimals));
}
