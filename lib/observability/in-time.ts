/** Resolves if `sign` does so in time. It is not stopped, only no longer waited for. @param ms milliseconds */
export async function inTime(ms: number, sign: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`there was no sign of life within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([sign, late]);
  } finally {
    clearTimeout(timer);
  }
}
