/** A passage of a small course, with what a test says of it. Another text, page or book is another passage. */
export { samplePassage as coursePassage } from './sample-passage';
