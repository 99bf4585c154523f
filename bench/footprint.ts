import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../tests/support/app-server';
import { ChatClient } from '../tests/support/chat-client';
import { processCpu } from '../tests/support/process-cpu';
import { processMemory } from '../tests/support/process-memory';

/** CPU seconds of the serving process until it is healthy. */
export interface StartCost {
  first: number;
  second: number;
}

/** Starts twice on one data directory, empty at first. */
export async function measureStarts(env: Record<string, string>): Promise<StartCost> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-footprint-'));
  try {
    const once = async () => {
      const app = await startApp({ env, dataDir });
      const seconds = processCpu(app.pid);
      await app.stop();
      return seconds;
    };
    return { first: await once(), second: await once() };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Memory of the serving process after so many turns, one after the other, in MB: at the end, and at most. */
export async function measureMemory(
  env: Record<string, string>,
  turns: number,
): Promise<{ now: number; most: number }> {
  const app = await startApp({ env });
  try {
    const student = await ChatClient.signIn(app.url, 'Footprint');
    for (let turn = 0; turn < turns; turn += 1) await student.create('What is ROS 2?');
    return processMemory(app.pid);
  } finally {
    await app.stop();
  }
}
