import pLimit from 'p-limit';
import type { AnsweringTutor, AskOptions } from '../../tests/support/tutor-answers/answering-tutor';
import { writtenText } from '../../tests/support/tutor-answers/marked-text';
import type { TutorAnswer } from '../../tests/support/tutor-answers/tutor-answers';
import { pacedReply, WORDS } from './paced-reply';

export interface Silence {
  name: string;
  /** How much longer the product said nothing than the model, at most, in milliseconds. */
  added: number;
}

const MAX_CONCURRENT = 60;
const MAX_CONCURRENT_AGAIN = 24;

/**
 * The longest silence of the product over that of its model, for each text of the corpus; half of the clients declare our
 * extensions. Where it is above `reach` it is measured again with less going on, and the smaller one counts.
 */
export async function measureSilence(
  tutor: AnsweringTutor,
  answers: readonly TutorAnswer[],
  reach: number,
): Promise<Silence[]> {
  const texts = answers.map(({ name }, index) => ({ name, index, text: filled(answers, index) }));
  const measure = async ({ name, index, text }: (typeof texts)[number]): Promise<Silence> => {
    const options = { declares: index % 2 === 0, isRetrieved: index % 3 > 0 };
    return {
      name: `${name}${options.declares ? '' : ' (official)'}`,
      added: await silenceOf(tutor, text, options),
    };
  };
  const silences = await pLimit(MAX_CONCURRENT).map(texts, measure);
  const doubtful = texts.filter((_, index) => (silences[index]?.added ?? 0) > reach);
  const again = await pLimit(MAX_CONCURRENT_AGAIN).map(doubtful, measure);
  for (const [index, { index: at }] of doubtful.entries()) {
    const [first, second] = [silences[at], again[index]];
    if (first && second && second.added < first.added) silences[at] = second;
  }
  return silences;
}

/** The text, and after it those that follow until there are words enough. */
function filled(answers: readonly TutorAnswer[], from: number): string {
  let text = '';
  for (let at = from; text.split(/\s+/).length <= WORDS; at += 1) {
    text += `${writtenText(answers[at % answers.length]?.marked ?? '')}\n\n`;
  }
  return text;
}

async function silenceOf(tutor: AnsweringTutor, text: string, options: AskOptions): Promise<number> {
  const { reply, sent } = pacedReply(text);
  const { arrivals } = await tutor.ask(reply, options);
  return longestPause(arrivals) - longestPause(sent);
}

function longestPause(times: readonly { at: number }[]): number {
  return times.reduce((longest, { at }, index) => Math.max(longest, at - (times[index - 1]?.at ?? at)), 0);
}
