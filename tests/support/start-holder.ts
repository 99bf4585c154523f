import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface HolderTask {
  directories: string[];
  /** As on a platform that the kernel's lock cannot be loaded on. */
  withoutKernel?: boolean;
  /** It opens the embedded database of each directory, and leaves a row there. */
  database?: boolean;
}

export interface HolderReport {
  /** As the process itself knows it. */
  pid: number;
  held: string[];
  refused: string[];
  /** Rows that it saw in the databases, its own among them. */
  rows: number;
}

/** How a process comes to its number. */
export type Numbering =
  | 'the number that the system gives it'
  /** Without a container: what is wrong with such a number is wrong with this one. */
  | 'the number 1 by its own account'
  | 'the number 1 of its own namespace';

export interface Holder {
  /** Lets it try to take its directories; it holds what it gets until it is killed. */
  take(): Promise<HolderReport>;
  /** Kills it. When this is done, nothing of it is left. */
  kill(): Promise<void>;
}

const UNSHARE = ['--pid', '--fork', '--mount-proc'];
/** For who is not root. */
const ALSO = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];

/** The numberings that give two processes the same number, as far as this machine lets them. */
export const sameNumber: Numbering[] = [
  'the number 1 by its own account',
  ...(spawnSync('unshare', [...ALSO, ...UNSHARE, 'true']).status === 0
    ? (['the number 1 of its own namespace'] as const)
    : []),
];

/** A process that takes directories. It is ready when this returns. */
export async function startHolder(task: HolderTask, numbering: Numbering): Promise<Holder> {
  const script = ['--import', 'tsx', 'tests/support/directory-holder.ts', JSON.stringify(task)];
  const child = spawn(...commandOf(numbering, script), { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value } = await lines.next();
    if (typeof value !== 'string') throw new Error(`The process ended before it reported. ${errors}`);
    return value;
  };
  await line();
  return {
    take: async () => {
      child.stdin.write('go\n');
      return JSON.parse(await line());
    },
    kill: async () => {
      const ended = once(child, 'exit');
      // `unshare` waits for what it started, and ends when nothing of it is left.
      const pid = numbering === 'the number 1 of its own namespace' ? childOf(child.pid) : child.pid;
      if (pid === undefined) throw new Error('There is no process to kill.');
      process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}

function commandOf(numbering: Numbering, script: string[]): [string, string[]] {
  switch (numbering) {
    case 'the number that the system gives it':
      return [process.execPath, script];
    case 'the number 1 by its own account': {
      const claim = 'data:text/javascript,Object.defineProperty(process,"pid",{value:1})';
      return [process.execPath, ['--import', claim, ...script]];
    }
    case 'the number 1 of its own namespace':
      return ['unshare', [...ALSO, ...UNSHARE, process.execPath, ...script]];
  }
}

function childOf(parent: number | undefined): number | undefined {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).find((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    } catch {
      // Ended meanwhile.
      return false;
    }
  });
}
