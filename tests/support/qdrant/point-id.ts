/** The ways in which Qdrant takes a UUID: with dashes, without, in braces, as a URN. */
const UUID = /^(?:urn:uuid:|\{)?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i;

/** A UUID as Qdrant gives it back: in lower case, with dashes; undefined for what is none. */
export function canonicalId(id: string): string | undefined {
  const parts = UUID.exec(id);
  return parts ? parts.slice(1).join('-').toLowerCase() : undefined;
}
