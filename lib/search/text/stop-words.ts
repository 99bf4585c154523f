/**
 * Words of a question that say how it is asked and not what about. They are left out of queries only: the index holds
 * everything, so that a passage can still be found by a name that contains one.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any anybody anyone anything are aren aren't around as at away
  be because been before being below between both but by can can't cannot could couldn did didn do does doesn doing don done
  each either else ever every everything for from further get gets getting give gives given go goes going got
  had has hasn have haven having he hello her here hers hey hi him his how however i if in into is isn it its itself
  just know let lets ll look lot many may maybe me might mine more most much must my myself
  need needs no nor not now of off ok okay on once one ones only or other others our ours out over own
  please quite rather re really s same see shall she should shouldn so some somebody someone something soon still such
  t than thank thanks that the their theirs them themselves then there these they thing things this those though through to
  too under until up upon us use used uses using usually ve very
  want wanted wants was wasn way ways we well were weren what whats when where which while who whom whose why will
  despite besides although nothing whether among along across
  with within without won't would wouldn wonder wondering yes yet you your yours yourself
  actually basically best better bit briefly clarify compare course describe detail details difference differences
  different differ easily easy example examples exactly explain explained explanation good great guide happen happened happening happens
  help helpful idea important kind learn learning lesson lessons like main mean meaning means module chapter
  possible question questions recommend short show shows simple simply sort summarize summarise summary talk teach tell
  think tutorial type types understand understanding various versus vs work working works`
    .split(/\s+/)
    .filter(Boolean),
);
