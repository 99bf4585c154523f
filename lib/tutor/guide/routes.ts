import { asks, clauses } from '../../search/text/clauses';
import { decline } from './answer-text';
import * as course from './course-answers';
import { namedPart, type Part, partOf, partTitled, titledWords, wholeCourse } from './parts';
import { askedPart, plain } from './request';
import type { Answering, Turn } from './turn';

interface Route {
  /** Matched with the request as `plain` gives it. */
  pattern: RegExp;
  /** Whether it may be about a topic, and not only about a part of the course. */
  takesTopics?: true;
  /** Whether the page that is open is meant where nothing else is named. */
  isOfPage?: true;
  /** Whether a part has to be named. */
  isOfNamed?: true;
  answer: (turn: Turn, part: Part | undefined, topic: string) => string | Answering<string | undefined>;
}

const THING =
  '(?:hardware|computers?|machines?|equipment|laptops?|notebooks?|macbook|pc|gpus?|graphics? cards?|rtx|nvidia|jetsons?|robots?|workstations?|specs)';
const NEED =
  '(?:needs?|needed|requires?|required|necessary|have to|buy|get|own|recommend(?:ed)?|suitable|enough|i use|for)';
const SYSTEM = '(?:windows|mac|macs|macos|macbook|linux|ubuntu|wsl|operating system|os)';
const PART = '(?:module|chapter|lesson|page|part|unit|one|course)';

/** In the order in which they are tried. */
const ROUTES: Route[] = [
  {
    pattern:
      /\b(?:previous|earlier|preceding) (?:lesson|page|chapter|one)\b|\bback to (?:the )?last (?:lesson|page)\b|^(?:go )?back$/,
    answer: course.previous,
  },
  {
    pattern: new RegExp(
      `\\bwhat (?:is|comes|should i (?:read|do|learn|study)|(?:do|can) i (?:read|do|learn)) (?:next|now$|after(?:$| (?:the |this )?(?:\\w+ ){0,3}${PART}\\b| (?:this|that|it)\\b))|^what follows$|^(?:what )?(?:next|now)(?: lesson| page| one)?$|\\b(?:next (?:lesson|page|chapter)|comes next)\\b|\\b(?:which|what) (?:lesson|page|chapter)\\b.*\\bafter\\b|where do i go from here|^after ${PART}(?: \\d+)?$|^(?:i (?:have |am |did )?)?(?:(?:finished|completed|did|done|through)|(?:(?:done|through) with|read|know)(?= ))(?: (?:with|all|of|the|this|that|it|everything|${PART}|first|\\d+))*(?: (?:and )?(?:(?:what|where|which)(?: \\w+)* )?(?:now|next|then|do))?$`,
    ),
    takesTopics: true,
    answer: course.next,
  },
  {
    pattern:
      /\bprerequisites?\b|\b(?:know|knows?|learn|read|need|understand|done) (?:\w+ ){0,2}before\b|\bwhat (?:\w+ )*know first\b|\bbefore (?:i (?:start|begin|read)|this|starting)\b|\bdo i (?:need|have) to (?:know|learn)\b|\bfor (?:someone|somebody|people|(?:an? )?(?:\w+ )?(?:beginner|newbie|noob)s?)\b|\bwithout (?:knowing|any (?:programming|coding|prior|previous))\b/,
    takesTopics: true,
    answer: course.prerequisites,
  },
  {
    pattern: /\bwhich words\b|\bglossary\b|\bvocabulary\b|\bkey (?:terms|words)\b/,
    answer: course.vocabulary,
  },
  {
    pattern:
      /\bhow (?:long|much (?:of my )?time|many (?:hours|minutes|weeks|days|months))\b|\bduration\b|\bhow (?:big|large) is (?:it|the course|this course)\b|\btime (?:needed|required|commitment)\b|\bis (?:it|this|the course) (?:an? )?(?:very )?long\b/,
    isOfPage: true,
    answer: course.duration,
  },
  {
    pattern: new RegExp(
      `^(?:can|could|does|do|will|would|is|are|may|must|should|what|which)\\b(?! is\\b).*\\b${SYSTEM}\\b|^(?:(?:or|and|is|ok|works?|on|${SYSTEM})(?: |$))+$`,
    ),
    answer: course.systems,
  },
  {
    pattern: new RegExp(
      `^(?:and )?(?:what|which)(?: \\w+){0,3}? ${THING}\\b(?=.*\\b${NEED}\\b)(?! \\w+ (?:is|are)\\b)|\\b(?:system|hardware) requirements\\b|\\b${THING}(?: is| are)? (?:needed|required|necessary|recommended|tiers?)\\b|\\b(?:do|must|should|would|will) i (?:\\w+ )?(?:need|buy|get|own|have (?:to (?:buy|have|own)|an?))\\b.*\\b${THING}\\b|\\b(?:can|could|what|which)\\b.*\\blaptop\\b|^(?:can|could|may|what (?:can|if)|i|if i|will|is)\\b.*\\b(?:without|no|not (?:have|own)) (?:an? |any |my )?(?:\\w+ )?${THING}\\b|\\b(?:my|an?) (?:\\w+ )?(?:laptop|pc|computer|machine|notebook|macbook|gpu)\\b.*\\b(?:enough|handle|sufficient|cope|manage|suffice)\\b|\\bwhat do i (?:need (?:here|(?:for|to (?:run|do|take|follow)) (?:(?:this|the) )?(?:it|this|${PART}))\\b|have to (?:buy|own|get)\\b)|^hardware$`,
    ),
    takesTopics: true,
    answer: course.hardware,
  },
  {
    pattern:
      /\bwhat (?:will|can|do|would|could|am) i (?:(?:going to )?(?:be able to do|learn|study|know after)|have learn\w+|get out of|do after)\b|\bwh(?:at|ich) skills\b|\bgoals? of (?:this|the)\b|\bwhat is this (?:\w+ )?(?:good |useful )?for$|\bwhat (?:\w+ )?(?:will|do) you (?:actually )?teach\b|\bwhat (?:am i|i am) (?:going to )?(?:learn\w*|study\w*)|\b(?:syllabus|curriculum|table of contents|course (?:contents?|outline|overview|structure))\b|\b(?:overview|outline|structure|contents?) of (?:the|this) (?:course|module|chapter)\b|\bwh(?:at|ich) (?:topics|subjects)\b|\bwhat is (?:in |inside |covered |taught |part of |on )*(?:this|the) (?:course|site|book|module|chapter)\b|\bwhat is (?:covered|taught|in)\b|\bwhat (?:does|do) (?:this|the|your) (?:course|module|chapter|site|book) (?:cover|teach|offer|contain|have)\b|\bwhat is (?:all this|this (?:site|thing)) about\b|\bwhat do you (?:have|cover|offer)\b/,
    isOfPage: true,
    answer: course.contents,
  },
  {
    pattern:
      /\b(?:summar(?:y|i[sz]e)|tl ?dr|recap|gist|short version|overview|nutshell)\b|\bsum (?:\w+ ){0,3}up\b|\b(?:key|main|important) (?:points|ideas|takeaways)\b|\bwhat (?:is|was) (?:this|the|that|it) (?:page|lesson|section)? ?about\b|\bwhat (?:this|it) is about$|\bwhat (?:does|do|did) (?:this|the) (?:page|lesson|section) (?:say|teach|cover)\b|^(?:explain|describe) (?:the|this) (?:page|lesson|chapter|module)\b|^explain this$|\bwhat is (?:on|in) this (?:page|lesson)\b|\bwhat (?:will|can|do) i learn (?:here|in this lesson)\b|\bwhat (?:did|have) i (?:read|learn\w*)\b/,
    answer: course.summary,
  },
  {
    pattern:
      /\b(?:where|how|what|which)\b.*\b(?:start|begin|get (?:started|going)|do first|read first|learn first|study first|come first)\b|\bwhat to \w+ first\b|\bfirst (?:steps?|lesson|thing)\b|\b(?:what|which) (?:lesson|page) is first\b|\bgetting started\b|^i am (?:an? )?(?:\w+ ){0,2}(?:new|beginner|newbie|noob)\b|^i (?:have|am) (?:never|no|not)\b.*\b(?:first|start|begin|robots?|robotics|experience)\b|^i (?:only )?have \w+ (?:hours?|minutes|days?|weeks?)\b|^(?:teach me(?: something)?|let us start|start|begin|where to start)$/,
    answer: course.start,
  },
  {
    pattern:
      /\b(?:which|what|list|show|name|how many|all|any|is there|are there|skip|see|there)\b.*\b(?:lessons?|modules?|chapters?|pages?)\b|\b(?:lessons?|modules?|chapters?|pages?) (?:on|about|for|exist|are there|list)\b|^(?:lessons?|modules?|chapters?)$|\bwhere (?:can|do|could|should|is|are|does)\b.*\b(?:read|find|learn|explained|covered|taught|described|talks?)\b|\b(?:is there|are there|have you|do you have|got) (?:anything|something|lessons?|material)\b|\bdoes (?:the|this) course (?:cover|have|teach|explain|include)\b|\bdo you (?:cover|teach|explain)\b|^(?:is|are) .+ (?:covered|taught|explained|included)\b|\blist of (?:\w+ )?(?:lessons|chapters|modules)\b/,
    takesTopics: true,
    answer: (turn, part, topic) => course.lessons(turn, part, topic, plain(turn.question)),
  },
  // Whatever else is said of it.
  { pattern: /\b(?:module|chapter)\b/, isOfNamed: true, answer: course.summary },
];

/** A question on more than the page that is open. */
const OF_COURSE = /\b(?:course|whole|all|everything|entire|total|you|modules|lessons|chapters)\b/;

/** Speaks of a course, and not only of what it teaches. */
const NAMES_COURSE = /\b(?:course|class|book|site|lessons?|modules?|chapters?|thing)\b/;

/** An answer from the course's own contents; undefined where no route fits a clause of the message that asks, or all of it. */
export function* answerByRoute(turn: Turn): Answering<string | undefined> {
  const whole = plain(askedPart(turn.question));
  const all = clauses(turn.question);
  const asking = all.length > 1 ? all.filter(asks).map(plain) : [];
  for (const request of new Set([...asking, whole])) {
    const answered = yield* answerRequest(turn, request, request === whole ? '' : whole);
    if (answered !== undefined) return answered;
  }
  return undefined;
}

/** @param around the whole message, where a clause of it is answered: it may name the part that the clause asks about */
function* answerRequest(turn: Turn, request: string, around: string): Answering<string | undefined> {
  const beside = titledWords(turn, around);
  const besidePart = beside.length > 0 ? partTitled(turn, beside, true) : namedPart(turn, around).part;
  for (const { pattern, takesTopics, isOfPage, isOfNamed, answer } of ROUTES) {
    if (!pattern.test(request)) continue;
    if (!wholeCourse(turn).lessons.length) return decline(turn);
    const named = namedPart(turn, request);
    const part = besidePart ?? named.part;
    const topic = besidePart ? '' : named.topic || beside.join(' ');
    const isOfCourse = NAMES_COURSE.test(request) && titledWords(turn, topic).length === 0;
    if ((topic !== '' && !isOfCourse && !takesTopics) || (isOfNamed && !part)) continue;
    const open =
      isOfPage && !OF_COURSE.test(request) && turn.reading ? partOf(turn, turn.reading) : undefined;
    const made = answer(turn, part ?? open, topic);
    return typeof made === 'string' ? made : yield* made;
  }
  return undefined;
}
