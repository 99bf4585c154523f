import { readFileSync } from 'node:fs';

/** Of the kernel's clock, in which it counts the time of processes; fixed at 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU that a process has used so far, with that of its children that have ended, in seconds. Linux only. */
export function processCpu(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // utime, stime, cutime and cstime; the name of the program before them may have blanks in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}
