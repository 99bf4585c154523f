import { bestSentences } from './best-sentences';
import { decliningDraft, generalDraft } from './draft';
import type { ScriptedTutorModel } from './scripted-tutor-model';

/**
 * Never calls a tool, and cites nothing by itself. It follows what stands directly beside it: from passages with the rule to cite
 * it quotes the best one, and marks one sentence in two; where the request says that the course has nothing, it says so; else it
 * answers from general knowledge.
 */
export const LAZY_MODEL: ScriptedTutorModel = {
  name: 'lazy',
  step: ({ question, seed, seen }) => {
    const { passages, hasCitingRule, saysNothingFound } = seen;
    if (passages.length > 0) {
      const sentences = bestSentences(question.question, passages, 2 + (seed % 2)).map(
        ({ text, seen: { passage, number } }, at) => ({
          text,
          from: passage,
          marker: hasCitingRule && at % 2 === 0 ? `[[${number}]]` : undefined,
        }),
      );
      if (sentences.length > 0) return { kind: 'answer', draft: { sentences } };
    }
    return { kind: 'answer', draft: saysNothingFound ? decliningDraft() : generalDraft() };
  },
};
