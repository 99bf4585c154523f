/*
 * Runs in the page: notes after every change of the answer what each of its characters is. Bundled into no file: Playwright hands
 * the functions over as they stand, so each holds all that it needs.
 */

declare global {
  interface Window {
    /** One entry per change: the characters of the answer, each with the elements around it. */
    answerStates?: string[][];
  }
}

/** Begins to note the states of the last answer of `log`. */
export function watchAnswer(log: Element): void {
  const kinds =
    'p em strong del code pre a h1 h2 h3 h4 h5 h6 ul ol li blockquote table th td sub sup kbd details summary hr';
  const states: string[][] = [];
  window.answerStates = states;
  const note = () => {
    const state: string[] = [];
    for (const prose of log.querySelectorAll('.answer .prose')) {
      const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const around: string[] = [];
        let isFormula = false;
        let isLabel = false;
        for (let up = node.parentElement; up && up !== prose; up = up.parentElement) {
          if (up.matches('.formula')) isFormula = true;
          if (up.matches('figcaption, .citations')) isLabel = true;
          const name = up.tagName.toLowerCase();
          if (kinds.split(' ').includes(name)) around.unshift(name);
        }
        // A formula is its source until the chunk is here that draws it: what counts is that it is one.
        if (isFormula || isLabel) continue;
        for (const char of node.textContent ?? '') {
          if (!/\s/.test(char)) state.push(`${char} ${around.join(' ')}`);
        }
      }
    }
    states.push(state);
  };
  new MutationObserver(note).observe(log, { childList: true, characterData: true, subtree: true });
}

/** Waits until what has arrived is drawn. */
export async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
}

/** The first noted state that is no beginning of the last one, with the character that is to blame; null if there is none. */
export function firstChange(): { state: string; is: string; becomes: string | undefined } | null {
  const states = window.answerStates ?? [];
  const final = states.at(-1) ?? [];
  for (const state of states) {
    const at = state.findIndex((entry, index) => entry !== final[index]);
    const is = state[at];
    if (is !== undefined) {
      return { state: state.map((entry) => entry.split(' ')[0]).join(''), is, becomes: final[at] };
    }
  }
  return null;
}
