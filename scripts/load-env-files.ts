import { existsSync } from 'node:fs';

/** As Next reads them, those that count more first. */
const FILES = ['.env.production.local', '.env.local', '.env.production', '.env'];

/** Puts what the files of the environment say into it, where it does not say it itself: before the configuration is read from it. */
export function loadEnvFiles(): void {
  for (const file of FILES) if (existsSync(file)) process.loadEnvFile(file);
}
