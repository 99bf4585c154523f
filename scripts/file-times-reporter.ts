import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { z } from 'zod';

/** How long test files took, in milliseconds. */
export const fileTimes = z.array(z.object({ file: z.string(), milliseconds: z.number() }));

export type FileTimes = z.infer<typeof fileTimes>;

/** Where the times are written: a reporter that is named on the command line takes no options. */
export const FILE_TIMES = 'FILE_TIMES';

/** Writes how long each file took with its imports and hooks, which Vitest's report in JSON leaves out. */
export default class FileTimesReporter implements Reporter {
  private readonly times: FileTimes = [];

  onTestModuleEnd(module: TestModule): void {
    const { collectDuration, setupDuration, duration } = module.diagnostic();
    this.times.push({
      file: module.relativeModuleId,
      milliseconds: collectDuration + setupDuration + duration,
    });
  }

  onTestRunEnd(): void {
    const file = process.env[FILE_TIMES];
    if (file) writeFileSync(file, JSON.stringify(this.times));
  }
}
