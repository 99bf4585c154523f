const two = (value: number): string => String(value).padStart(2, '0');

/** The day of an ISO datetime where the reader is, as a date field writes it; '' if it is none. */
export function dayOf(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A chosen day as the ISO datetime of its local midnight, offset included: the day can be read, the moment is exact. */
export function dateValue(day: string): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  const offset = -new Date(year, month - 1, date).getTimezoneOffset();
  const away = Math.abs(offset);
  return `${day}T00:00:00${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}
