/** Words that hold sentences together and say nothing of what one is about: all other {@link STOP_WORDS} still say a little. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an the i you we they he she it my your our their its me him her us them this that these those myself yourself itself
  is are was were be been being am do does did done doing don have has had having will would can could should may might must
  shall cannot isn aren wasn weren doesn didn don haven hasn hadn won wouldn couldn shouldn ll ve re s t
  to of in on at by for with from as and or but if then than so not no nor into onto about
  what which who whom whose how when where why there here please hi hello hey thank thanks ok okay yes`
    .split(/\s+/)
    .filter(Boolean),
);
