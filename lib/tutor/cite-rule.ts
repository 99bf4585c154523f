/**
 * What is asked of an answer that has passages. It stands beside them: rules that stand far from what they are about are kept by large
 * models only.
 */
export const CITE =
  'Behind each statement that rests on a passage, put its marker, such as [[1]]. Use no other markers.';
