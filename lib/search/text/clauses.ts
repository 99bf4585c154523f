const SENTENCE_END = /(?<=[.!?。！？؟।])\s+|\n+|(?<=[。！？])/u;
/** What people say between two things, and what follows it is another. Looked for at the beginning of a run of separators alone, however long that is. */
const INTERJECTION =
  /(?:^|(?<![\s,;–-])[\s,;–-]+)(?:lol|lmao|rofl|ha(?:ha)+|hehe+|pl[sz]+|please|thx|thanks|thank you|bro|dude|mate|sir|wtf|omg|ugh|smh|tbh|idk|ngl|btw|tho|sorry|(?:or|and) (?:smth|sth|something|stuff|whatever|so on|so)(?=$|[\s,.!?]*$|[\s,]+(?:and|but|i|im)\b))(?=$|[\s,;.!?–-])[\s,;–-]*/giu;
/** A comma before a subject and its verb, or before a question. */
const NEXT_CLAUSE =
  /[,;]\s*(?=(?:and |but |so |cause |because |cos |cuz |since )?(?:i|i['’]?m|i['’]?ve|ive|my|we|our|it|it['’]?s|they|there|how|what|whats|why|where|which|who|when|can|could|do|does|is|are|should|would)\b)|[,;]\s*(?=(?:like|say|e\.g\.|such as|for example)\s)|(?<!\s)\s+(?=(?:but|cause|cos|cuz) (?:i|i['’]?m|my|we|it|the)\b)/iu;

/**
 * The sentences of a message, each where interjections and commas part it: what is asked, and why, how urgent it is, and whatever else
 * somebody says with it.
 */
export function clauses(message: string): string[] {
  return message
    .split(SENTENCE_END)
    .flatMap((sentence) => sentence.replace(INTERJECTION, '\n').split('\n'))
    .flatMap(atCommas)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** "Despite the name, why …", "If it falls, what …": what begins so belongs to what follows its comma. */
const SUBORDINATE =
  /^\W*(?:although|after|as|at|before|besides|by|despite|during|for|from|given|if|in|on|since|though|unlike|when|while|with|without)\b/i;

function atCommas(sentence: string): string[] {
  return SUBORDINATE.test(sentence) ? [sentence] : sentence.split(NEXT_CLAUSE);
}

const ASKS =
  /^(?!\W*(?:like|such as|say|e\.g)\b)(?:.*[?？؟]\s*$|\W*(?:(?:hi|hey|hello|ok|so|and|but|please|pls|now)\W+)*(?:how|what|whats|why|when|where|which|who|whose|can|could|is|are|was|were|does|do|did|should|would|will|explain|describe|define|compare|tell|show|give|list|summari[sz]e|help|pls|please)\b)/isu;

/** Whether a clause asks, or tells what to do. */
export function asks(clause: string): boolean {
  return ASKS.test(clause);
}
