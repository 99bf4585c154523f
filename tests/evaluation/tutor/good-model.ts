import { bestSentences, rankedPassages, sentencesOf } from './best-sentences';
import { type Draft, decliningDraft } from './draft';
import { goodSearch } from './good-search';
import type { ScriptedTurn, ScriptedTutorModel } from './scripted-tutor-model';
import type { SeenPassage } from './seen-request';

/**
 * Searches once where nothing was looked up for it, with what a follow-up leans on; cites each sentence from the passage that it
 * has it from; declines what the course does not cover, whatever the search takes for fitting.
 */
export const GOOD_MODEL: ScriptedTutorModel = {
  name: 'good',
  step: (turn) => {
    const { question, calls, seen } = turn;
    const isUncovered = question.needs.length === 0;
    if (calls === 0 && seen.passages.length === 0 && !(isUncovered && seen.saysNothingFound))
      return { kind: 'call', reply: goodSearch(queryOf(turn)) };
    if (isUncovered) return { kind: 'answer', draft: decliningDraft() };
    const draft = citingDraft(question.question, seen.passages);
    return { kind: 'answer', draft: draft.sentences.length ? draft : decliningDraft() };
  },
};

function queryOf({ question: { before = [], question } }: ScriptedTurn): string {
  const last = before.at(-1);
  return last && last !== question ? `${last} ${question}` : question;
}

/** Two sentences of the best passage and one of the next, each with its own marker. */
function citingDraft(question: string, passages: SeenPassage[]): Draft {
  const [, second] = rankedPassages(question, passages);
  const quoted = [
    ...bestSentences(question, passages, 2),
    ...(second ? sentencesOf(question, second, 1) : []),
  ];
  return {
    sentences: quoted.map(({ text, seen: { passage, number } }) => ({
      text,
      from: passage,
      marker: `[[${number}]]`,
    })),
  };
}
