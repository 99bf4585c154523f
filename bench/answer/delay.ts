import { scriptedModel } from '../../tests/support/scripted-model';
import { ScriptedOpenAI } from '../../tests/support/scripted-openai';
import { AnsweringTutor } from '../../tests/support/tutor-answers/answering-tutor';
import { courseSections } from '../../tests/support/tutor-answers/course-sections';
import type { ReadAnswer } from '../../tests/support/tutor-answers/read-answer';
import { percentile } from '../percentile';
import { BareServer } from './bare-server';
import { type PacedReply, pacedReply } from './paced-reply';

export interface Delay {
  /** From the model's send of a delta to its arrival at the client, in milliseconds, p50. */
  tutor: number;
  bare: number;
  deltas: number;
}

const ROUNDS = 2;
const MAX_CONCURRENT = 6;

/** How long a delta takes through the tutor and through a server without filters, while both answer at once. */
export async function measureDelay(): Promise<Delay> {
  const texts = courseSections().map(({ text }) => text);
  const openai = await ScriptedOpenAI.start();
  const planned = new Map<string, PacedReply>();
  openai.play(({ input }) => {
    const question = /Bare \d+\./.exec(JSON.stringify(input))?.[0] ?? '';
    return planned.get(question)?.reply ?? { kind: 'hang' };
  });
  const bareServer = new BareServer(scriptedModel(openai, 'responses'));
  const answering = await AnsweringTutor.start('responses');
  const delays = { tutor: [] as number[], bare: [] as number[] };
  const throughTutor = async (text: string) => {
    const paced = pacedReply(text);
    const answer = await answering.ask(paced.reply, { isRetrieved: false, declares: true });
    return delaysOf(paced, answer);
  };
  const throughBare = async (text: string) => {
    const paced = pacedReply(text);
    const question = `Bare ${planned.size}.`;
    planned.set(question, paced);
    return delaysOf(paced, await bareServer.ask(question));
  };
  // The first round warms both up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const some = Array.from({ length: MAX_CONCURRENT }, (_, index) => {
      return [0, 1, 2]
        .map((next) => texts[(round * MAX_CONCURRENT + index + next) % texts.length])
        .join('\n\n');
    });
    const [tutor, bare] = await Promise.all([
      Promise.all(some.map(throughTutor)),
      Promise.all(some.map(throughBare)),
    ]);
    if (round === 0) continue;
    delays.tutor.push(...tutor.flat());
    delays.bare.push(...bare.flat());
  }
  await Promise.all([openai.stop(), answering.stop()]);
  return {
    tutor: percentile(delays.tutor, 50),
    bare: percentile(delays.bare, 50),
    deltas: delays.tutor.length,
  };
}

/** For each delta, how long after it was sent the client had all of it. */
function delaysOf({ sent }: PacedReply, { arrivals }: ReadAnswer): number[] {
  let next = 0;
  return sent.flatMap(({ at, length }) => {
    while (next < arrivals.length && (arrivals[next]?.length ?? 0) < length) next += 1;
    const arrival = arrivals[next];
    return arrival ? [arrival.at - at] : [];
  });
}
