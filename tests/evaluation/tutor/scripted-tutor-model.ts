import type { Reply } from '../../support/scripted-openai';
import type { EvaluationQuestion } from '../questions';
import type { Draft } from './draft';
import type { SeenRequest } from './seen-request';

/** One turn, as the script of a model knows it. */
export interface ScriptedTurn {
  question: EvaluationQuestion;
  /** Position of the question in the run, from 0: what a script varies follows from it. */
  seed: number;
  /** Calls of this turn that the model has answered before this one. */
  calls: number;
  seen: SeenRequest;
}

/** What a model does with one request: it calls a tool, or answers. */
export type ScriptedStep =
  | { kind: 'call'; reply: Extract<Reply, { kind: 'tool' }> }
  | { kind: 'answer'; draft: Draft };

/** A model that behaves as its script says, in place of one whose behaviour nobody can repeat. */
export interface ScriptedTutorModel {
  name: string;
  step(turn: ScriptedTurn): ScriptedStep;
}
