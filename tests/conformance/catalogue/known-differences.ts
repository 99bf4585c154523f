/**
 * Behaviours of the reference's catalogue that ours deliberately has not in full, each with its reason. What exactly differs
 * is marked in the test; an entry whose mark is missing, or holds, fails the run, so the list can only shrink.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  52: 'items have ids of ours, since providers repeat theirs; the call keeps the id that the provider knows it by (trap T14)',
  55: 'what the person quoted reaches the model although something came after their message (trap T33)',
  57: 'a tag without a converter becomes its text, so that no message can break a later turn (trap T34)',
  61: 'hidden context that is an object becomes JSON, so that no item can break a later turn (trap T34)',
  62: 'what the person quoted reaches the model although something came after their message (trap T33)',
  71: 'items have ids of ours, since providers repeat theirs (trap T14)',
};
