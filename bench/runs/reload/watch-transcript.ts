/** What the transcript shows at a moment. */
export interface Sample {
  /** Since the page was loaded, in milliseconds. */
  at: number;
  /** The numbers of the words of the answer, as they stand there. */
  words: number[];
  /** Messages of the student that ask the question. */
  messages: number;
  answers: number;
  hasStop: boolean;
  /** What says that something went wrong; empty if nothing does. */
  trouble: string;
}

declare global {
  interface Window {
    samples: Sample[];
  }
}

/**
 * Runs in the page: writes down every change of what the tutor shows of the question whose tag stands in the session's storage. A word of
 * the answer to the question `q7` is `q7w12`.
 */
export function watchTranscript(): void {
  const TROUBLE =
    /Try again|No answer yet|broke off|Not sent|still coming|went on elsewhere|cannot answer|could not/;
  window.samples = [];
  let last = '';
  setInterval(() => {
    const tag = sessionStorage.getItem('watched-tag') ?? '';
    const root = document.querySelector('openai-chatkit')?.shadowRoot;
    const transcript = root?.querySelector('[part~="transcript"]');
    if (!root || !transcript || tag === '') return;
    const count = (part: string) =>
      [...transcript.querySelectorAll(`[part~="${part}"]`)].filter(({ textContent }) =>
        textContent?.includes(`${tag}${part === 'user-message' ? ':' : 'w'}`),
      ).length;
    const text = transcript.textContent ?? '';
    const words = [...text.matchAll(new RegExp(`${tag}w(\\d+)`, 'g'))].map(([, number]) => Number(number));
    const seen = {
      words,
      messages: count('user-message'),
      answers: count('assistant-message'),
      hasStop: root.querySelector('[part~="stop"]') !== null,
      trouble: TROUBLE.exec(text)?.[0] ?? '',
    };
    const json = JSON.stringify(seen);
    if (json === last) return;
    last = json;
    window.samples.push({ at: Math.round(performance.now()), ...seen });
  }, 16);
}
