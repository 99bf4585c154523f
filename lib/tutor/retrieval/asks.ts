/** Question marks of all scripts, and English words that ask without one. */
const ASKS =
  /[?？؟]|\b(?:what|how|why|when|where|which|who|can|could|does|do i|is there|explain|describe|show|tell|help)\b/i;

/** Whether somebody seems to ask something. Asked without either, in another language, it does not; then nothing is lost but a line. */
export function asks(text: string): boolean {
  return ASKS.test(text);
}
