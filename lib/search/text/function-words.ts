/** Words that hold sentences together, or are said to be polite, and say nothing of what one is about. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `
  a an the i you we they he she it my your our their its mine yours me him her us them this that these those myself yourself itself
  is are was were be been being am do does did done doing don have has had having will would can could should may might must
  shall cannot isn aren wasn weren doesn didn don haven hasn hadn won wouldn couldn shouldn ll ve re s t d m
  to of in on at by for with from as and or but if then than so not no nor into onto about also too just
  what which who whom whose how when where why there here whats hows wheres whos thats theres
  please hi hello hey thank thanks thx ty ok okay yes yeah pls plz u ur im ive id ill youre dont doesnt didnt cant couldnt
  isnt arent wasnt wont wouldnt shouldnt havent hasnt gonna wanna gotta lets exactly roughly actually basically really quite
  very maybe perhaps kinda sorta btw tbh idk lol umm um uh b4 abt smth sth cuz cos coz tho rn ngl even like somebody someone anybody anyone
  get getting got`
    .split(/\s+/)
    .filter(Boolean),
);
