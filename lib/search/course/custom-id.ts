const CUSTOM_ID = /(?<!\s)\s*\{#(?<id>(?:.(?!\{#|\}))*.)\}$/;

/** The anchor that is written behind a heading, as in `Setting up {#setup}`, and the text before it. */
export function customId(text: string): { id: string; text: string } | undefined {
  const match = CUSTOM_ID.exec(text);
  return match?.groups?.id === undefined
    ? undefined
    : { id: match.groups.id, text: text.slice(0, match.index) };
}
