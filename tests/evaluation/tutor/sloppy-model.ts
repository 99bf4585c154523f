import { bestSentences } from './best-sentences';
import { type Draft, generalDraft } from './draft';
import { MARKER_FORMS, type MarkerForm } from './marker-forms';
import type { ScriptedTurn, ScriptedTutorModel } from './scripted-tutor-model';
import { TOOL_MISTAKES, type ToolMistake } from './tool-mistakes';

/**
 * Makes one mistake with tools a question and cites in one form, right or wrong; which, follows from the question's place in the
 * run. What it has not got by then it does not ask for again: it answers from general knowledge, and invents a citation.
 */
export const SLOPPY_MODEL: ScriptedTutorModel = {
  name: 'sloppy',
  step: (turn) => {
    const { question, seed, calls } = turn;
    const call = mistakeOf(seed).calls(question.question)[calls];
    return call ? { kind: 'call', reply: call } : { kind: 'answer', draft: answerOf(turn) };
  },
};

/** How it calls tools in the turn of this seed. */
export function mistakeOf(seed: number): ToolMistake {
  return pick(TOOL_MISTAKES, seed);
}

/** How it cites; in steps of their own, so that every form meets every mistake. */
export function formOf(seed: number): MarkerForm {
  return pick(MARKER_FORMS, seed + Math.floor(seed / TOOL_MISTAKES.length));
}

function answerOf({ question, seed, seen: { passages } }: ScriptedTurn): Draft {
  const quoted = bestSentences(question.question, passages, 2);
  if (quoted.length > 0) return { sentences: formOf(seed).sentences(quoted, passages) };
  const { sentences } = generalDraft();
  return {
    sentences: sentences.map((each, at) => (at === 0 ? { ...each, marker: '[7]' } : each)),
  };
}

function pick<Item>(items: Item[], seed: number): Item {
  const item = items[seed % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
