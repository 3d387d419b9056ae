/** The command line within the test's own process, by its real entry: a process of its own for every command would spend its time on loading what is loaded here. */
import { main } from '../../src/cli/cli.ts';

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as in a shell that stands in a folder and has nothing in its environment but this. One at a time. */
export async function encoursIn(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  const shell: Parameters<typeof main>[1] = {
    env,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  };
  const before = process.cwd();
  process.chdir(folder);
  try {
    await main(args, shell);
  } finally {
    process.chdir(before);
  }
  return { status: Number(shell.exitCode ?? 0), out: out.join(''), err: err.join('') };
}
