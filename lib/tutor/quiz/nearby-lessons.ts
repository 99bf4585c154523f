import type { LessonTerms } from './vocabulary';

/** The other lessons of the same module, the nearest first: what comes later is compared with what came just before. */
export function nearbyLessons(lesson: LessonTerms, all: readonly LessonTerms[]): LessonTerms[] {
  const place = all.indexOf(lesson);
  return all
    .map((other, at) => ({ other, distance: Math.abs(at - place) + (at > place ? 0.5 : 0) }))
    .filter(({ other }) => other !== lesson && other.document.moduleId === lesson.document.moduleId)
    .sort((one, another) => one.distance - another.distance)
    .map(({ other }) => other);
}
