const THINGS = '(?:statements?|sentences?|options?|answers?|choices?|claims?|facts?|descriptions?)';

/** What only says in which form an answer is wanted. */
const ABOUT =
  '(?:\\s+(?:is|are|apply|applies|best|that|which|below|true|false|correct|incorrect|right|wrong|not|describes?|explains?|about|for|of|to))*';

/** What only says in which form an answer is wanted. */
const SCAFFOLDING = [
  new RegExp(
    `\\b(?:which|what)\\s+(?:\\w+\\s+)?(?:of\\s+)?(?:the\\s+following|these|those)\\s+${THINGS}${ABOUT}`,
    'giu',
  ),
  new RegExp(
    `\\b(?:select|choose|pick|check|identify|mark)\\s+(?:the|all|any|one|a)\\s+(?:of\\s+the\\s+)?(?:following\\s+|correct\\s+|best\\s+|true\\s+|right\\s+)*${THINGS}${ABOUT}`,
    'giu',
  ),
  /\b(?:which|what|select|choose|pick)(?:\s+(?:one|ones|all|any))?\s+of\s+(?:the\s+following|these|those)(?:\s+(?:is|are))?(?:\s+(?:not|true|false|correct|incorrect))?(?:\s+(?:about|for))?/giu,
  /\b(?:true\s+or\s+false|(?:select|check|choose)\s+all\s+that\s+apply|yes\s+or\s+no)\b/giu,
  /\b(?:can|could|would|will)\s+(?:you|u|someone|somebody|anyone)\s+(?:please\s+|pls\s+)?(?:help\s+me\s+(?:to\s+)?understand|explain|tell\s+me|describe|help\s+me(?:\s+with)?)/giu,
  /\bi\s+(?:don['’]?t|do\s+not|dont|can['’]?t|cannot)\s+(?:really\s+|quite\s+)?(?:get|understand|see|know)\b/giu,
  /\bi(?:['’]?m|\s+am)\s+(?:a\s+bit\s+|a\s+little\s+|so\s+|really\s+)?(?:confused|lost|stuck|wondering|curious)(?:\s+(?:about|with|on|by))?/giu,
];

/** A question without its scaffolding: "Which of the following statements are true about ownership" is about ownership. */
export function withoutScaffolding(question: string): string {
  return SCAFFOLDING.reduce((text, form) => text.replace(form, ' '), question);
}
