/** Builds dist/ once before the tests: worker threads and the command line run compiled code, as they do for a user. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
