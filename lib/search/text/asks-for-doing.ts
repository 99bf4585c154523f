const ASKS_WHAT_IS =
  /^\W*(?:(?:hi|hello|hey|please|ok|so)\W+)*(?:what|who|which)(?:['’]?s|\s+(?:is|are|was|were|does|do))\s/iu;

/** Whether a question may want something done: all but those that ask what something is. A name alone may be a command. */
export function asksForDoing(question: string): boolean {
  return !ASKS_WHAT_IS.test(question);
}
