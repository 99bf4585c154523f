import { cache } from 'react';
import { config } from '@/lib/config';
import { readCourse } from '@/lib/search/course';

/** The course that this site teaches, read once for each render; pages are rendered at build time. */
export const siteCourse = cache(() => readCourse(config().course.dir));
