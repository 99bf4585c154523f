import { FRESH } from './fresh';
import { GAZEBO_QUESTIONS } from './gazebo';
import { ISAAC_QUESTIONS } from './isaac';
import type { EvaluationQuestion } from './question';
import { ROS2_QUESTIONS } from './ros2';
import { UNANSWERABLE } from './unanswerable';
import { VLA_QUESTIONS } from './vla';

export type { EvaluationQuestion, QuestionKind } from './question';

/** All questions, those that the course answers first. */
export const QUESTIONS: EvaluationQuestion[] = [
  ...ROS2_QUESTIONS,
  ...GAZEBO_QUESTIONS,
  ...ISAAC_QUESTIONS,
  ...VLA_QUESTIONS,
  ...UNANSWERABLE,
  ...FRESH,
];
