import { comparedSides, questionSubjects } from '../../search/text/question-subjects';

/** What an answer should bring first. */
export type QuestionKind =
  | { kind: 'definition'; subjects: string[] }
  | { kind: 'comparison'; sides: [string, string] }
  | { kind: 'steps' }
  | { kind: 'statement' };

const STEPS =
  /^\W*(?:how\s+(?:do|can|could|should|would|to|does\s+one)\b|(?:write|create|make|install|run|start|launch|record|publish|subscribe|set\s+up|configure|build|add|use)\b)|\b(?:how\s+to|show\s+me|examples?|snippet|commands?|script|steps)\b/i;
/** `ros2 topic echo`, `use_sim_time`, `geometry_msgs/msg/Twist`: whoever types these wants to see them used. */
const CODE = /^\W*(?:ros2|gz|colcon)\s|^\S*[\p{L}\d][_/.:][\p{L}\d]\S*$|^[/-]/u;

/** Sorts a question by the answer that it wants. */
export function questionKind(question: string): QuestionKind {
  const sides = comparedSides(question);
  if (sides) return { kind: 'comparison', sides };
  if (STEPS.test(question) || CODE.test(question)) return { kind: 'steps' };
  const subjects = questionSubjects(question);
  return subjects.length ? { kind: 'definition', subjects } : { kind: 'statement' };
}
