/**
 * Words for doing, which a question about anything may use: what is to be written or built says more than the writing. They
 * count half.
 */
export const WEAK_WORDS: ReadonlySet<string> = new Set(
  `add begin build call change check choose come create define end find fix found handle keep let list
  make making measure new open own place play program programs put read run running say send set several start
  stop take test time times tool tools try turn write writing wrote`
    .split(/\s+/)
    .filter(Boolean),
);
