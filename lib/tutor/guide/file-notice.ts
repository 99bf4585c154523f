import type { Turn } from './turn';

/** Says that files are not read, if the message has some. */
export function fileNotice({ files }: Turn): string | undefined {
  if (!files.length) return undefined;
  return (
    `I cannot read files: I am the built-in guide, so ${files.join(', ')} stayed unopened. ` +
    'With `OPENAI_API_KEY` set, a full tutor answers here and reads images and PDFs.'
  );
}
