/**
 * Behaviours of the reference's catalogue that ours deliberately does not have, each with its reason. A behaviour that is
 * listed here and nevertheless holds fails the run, so the list can only shrink.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};
