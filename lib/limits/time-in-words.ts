/** A time to wait as a person says it, rounded up: `1 second`, `34 seconds`, `12 minutes`, `5 hours`. @param seconds at least 1 */
export function timeInWords(seconds: number): string {
  if (seconds <= 90) return counted(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
