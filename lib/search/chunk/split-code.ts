const FENCE = /^\s*(?<mark>`{3,}|~{3,})(?<language>.*)$/;

/** Parts Markdown into what is written and what stands in fences. The language of a fence belongs to its code. */
export function splitCode(markdown: string): { prose: string; code: string } {
  const prose: string[] = [];
  const code: string[] = [];
  let open: string | undefined;
  for (const line of markdown.split('\n')) {
    const { mark, language = '' } = FENCE.exec(line)?.groups ?? {};
    if (open === undefined && mark) {
      open = mark;
      code.push(language);
    } else if (open !== undefined && mark?.startsWith(open) && line.trim() === mark) open = undefined;
    else (open === undefined ? prose : code).push(line);
  }
  return { prose: prose.join('\n'), code: code.join('\n') };
}
