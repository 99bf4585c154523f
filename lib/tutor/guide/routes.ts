import * as course from './course-answers';
import { namedPart, type Part } from './parts';
import { askedPart, plain } from './request';
import type { Answering, Turn } from './turn';

interface Route {
  /** Matched with the request as `plain` gives it. */
  pattern: RegExp;
  /** Whether it may be about a topic, and not only about a part of the course. */
  takesTopics?: true;
  answer: (turn: Turn, part: Part | undefined, topic: string) => string | Answering<string | undefined>;
}

/** In the order in which they are tried. */
const ROUTES: Route[] = [
  {
    pattern:
      /\bwhat (?:is|comes|should i (?:read|do|learn|study)|(?:do|can) i (?:read|do|learn)) (?:next|after (?:this|that|it)\b)|^(?:what )?(?:next|now)(?: lesson| page| one)?$|\bnext (?:lesson|page|chapter)\b|\b(?:which|what) (?:lesson|page|chapter)\b.*\bafter\b|where do i go from here/,
    answer: course.next,
  },
  {
    pattern:
      /\bprerequisites?\b|\b(?:know|knows?|learn|read|need|understand|done) (?:\w+ ){0,2}before\b|\bwhat (?:\w+ )*know first\b|\bbefore (?:i (?:start|begin|read)|this|starting)\b|\bdo i (?:need|have) to (?:know|learn)\b/,
    takesTopics: true,
    answer: course.prerequisites,
  },
  {
    pattern: /\bwhich words\b|\bglossary\b|\bvocabulary\b|\bkey (?:terms|words)\b/,
    answer: course.vocabulary,
  },
  {
    pattern:
      /\bhow (?:long|much time|many (?:hours|minutes|weeks|days))\b|\bduration\b|\bis (?:it|this|the course) long\b/,
    answer: course.duration,
  },
  {
    pattern:
      /\b(?:what|which)(?: \w+){0,2} (?:hardware|computer|machine|equipment|laptop|pc|robot)\b.*\b(?:need|have to|require|buy|use)|\b(?:system|hardware) requirements\b|\bhardware(?: is)? (?:needed|required|tiers?)\b|\bdo i (?:need|have to (?:buy|have|own))\b.*\b(?:gpu|graphics card|rtx|nvidia|robot|jetson|hardware|laptop|computer|workstation)\b|\b(?:can|could|what|which)\b.*\b(?:laptop|without (?:an? )?(?:\w+ )?(?:gpu|robot|graphics card|jetson))\b|\blaptop\b.*\benough\b|\bwhat do i need for (?:(?:this|the) )?(?:course|lesson|module|page|chapter)\b|^hardware$/,
    takesTopics: true,
    answer: course.hardware,
  },
  {
    pattern:
      /\bwhat (?:will|can|do|would|could) i (?:be able to do|learn|study)\b|\bwhat (?:will|do) you teach\b|\b(?:syllabus|curriculum|table of contents|course (?:contents?|outline|overview|structure))\b|\b(?:overview|outline|structure|contents?) of (?:the|this) (?:course|module|chapter)\b|\bwh(?:at|ich) (?:topics|subjects)\b|\bwhat is (?:in |inside |covered |taught |part of |on )*(?:this|the) (?:course|site|book|module|chapter)\b|\bwhat is (?:covered|taught|in)\b|\bwhat (?:does|do) (?:this|the|your) (?:course|module|chapter|site|book) (?:cover|teach|offer|contain|have)\b|\bwhat is (?:all this|this (?:site|thing)) about\b|\bwhat do you (?:have|cover|offer)\b/,
    answer: course.contents,
  },
  {
    pattern:
      /\b(?:summar(?:y|i[sz]e)|tl ?dr|recap|gist|short version|overview)\b|\b(?:key|main|important) (?:points|ideas|takeaways)\b|\bwhat is (?:this|the|that) (?:page|lesson|section)? ?about\b|\bwhat (?:does|do) (?:this|the) (?:page|lesson|section) (?:say|teach|cover)\b|^(?:explain|describe) (?:the|this) (?:page|lesson|chapter|module)\b|^explain this$|\bwhat is (?:on|in) this (?:page|lesson)\b|\bwhat (?:will|can|do) i learn (?:here|in this lesson)\b/,
    answer: course.summary,
  },
  {
    pattern:
      /\b(?:where|how|what)\b.*\b(?:start|begin|get started|do first|read first|learn first|study first|come first)\b|\bgetting started\b|^i am (?:an? )?(?:\w+ ){0,2}(?:new|beginner|newbie|noob)\b|^i (?:have|am) (?:never|no|not)\b.*\b(?:first|start|begin|robots?|robotics|experience)\b|\bfirst lesson\b|^i (?:only )?have \w+ (?:hours?|minutes|days?|weeks?)\b|^(?:teach me(?: something)?|let us start|start|begin|where to start)$/,
    answer: course.start,
  },
  {
    pattern:
      /\b(?:which|what|list|show|name|how many|all|any|is there|are there|skip|see|there)\b.*\b(?:lessons?|modules?|chapters?|pages?)\b|\b(?:lessons?|modules?|chapters?|pages?) (?:on|about|for|exist|are there)\b|^(?:lessons?|modules?|chapters?)$|\bwhere (?:can|do|could|should|is|are|does)\b.*\b(?:read|find|learn|explained|covered|taught|described|talks?)\b|\b(?:is there|are there|have you|do you have|got) (?:anything|something|lessons?|material)\b|\bdoes (?:the|this) course (?:cover|have|teach|explain|include)\b|\bdo you (?:cover|teach|explain)\b|^(?:is|are) .+ (?:covered|taught|explained|included)\b/,
    takesTopics: true,
    answer: course.lessons,
  },
];

/** An answer from the course's own contents; undefined where no route fits. */
export function* answerByRoute(turn: Turn): Answering<string | undefined> {
  if (turn.course.modules.length + turn.course.pages.length === 0) return undefined;
  const request = plain(askedPart(turn.question));
  for (const { pattern, takesTopics, answer } of ROUTES) {
    if (!pattern.test(request)) continue;
    const { part, topic } = namedPart(turn, request);
    if (topic !== '' && !takesTopics) continue;
    const made = answer(turn, part, topic);
    return typeof made === 'string' ? made : yield* made;
  }
  return undefined;
}
