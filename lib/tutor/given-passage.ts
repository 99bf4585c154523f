import type { AgentContext } from '../chatkit/agents/agent-context';
import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import { marker } from './turn-passages';
import type { TutorTurn } from './tutor-context';

/** What the guide gets of a passage (spec robolearn A6.3, without ids and hashes). */
export interface GivenPassage {
  marker: string;
  /** For the tools that open a lesson or ask about it. */
  path: string;
  lesson_title: string;
  section_title?: string;
  module: string;
  chapter: number;
  lesson: number;
  hardware_tier: number;
  text: string;
}

/** A passage as it is given to the guide, under the marker that cites it. From here on the turn may cite it. */
export function givenPassage(passage: CoursePassage, context: AgentContext<TutorTurn>): GivenPassage {
  const number = context.request.passages.number(passage);
  return {
    marker: marker(number),
    path: visibleText(passage.path),
    lesson_title: visibleText(passage.lessonTitle),
    ...(passage.sectionTitle ? { section_title: visibleText(passage.sectionTitle) } : {}),
    module: passage.module,
    chapter: passage.chapter,
    lesson: passage.lesson,
    hardware_tier: passage.hardwareTier,
    text: visibleText(passage.text),
  };
}
