import { LANGUAGE_QUESTIONS, type Language, type LanguageQuestion } from '../questions/languages';
import type { Draft } from './draft';
import { goodSearch } from './good-search';
import type { ScriptedTutorModel } from './scripted-tutor-model';
import type { SeenPassage } from './seen-request';

/** The rules name the language in which the course is to be searched. */
const NAMES_COURSE_LANGUAGE =
  /\b(?:course|lessons?|passages?|search\w*|quer\w+|look for|words?)\b[^.]{0,160}\bEnglish\b|\bEnglish\b[^.]{0,160}\b(?:course|lessons?|passages?|search\w*|quer\w+|words?)\b/i;
/** The rules say in which language to answer. */
const NAMES_ANSWER_LANGUAGE =
  /\b(?:language of (?:the|their|its)|same language|language (?:that )?the student)\b|\b(?:answer|reply|respond|write|speak)\b[^.]{0,60}\bin (?:Arabic|Chinese|French|German|Hindi|Portuguese|Spanish|Urdu)\b/i;

/**
 * Does as it is told, and knows a question's English words: it searches with them if its rules name the course's language, and
 * answers in the question's language if they say so. It cites the passage that answers; without one, it declines.
 */
export function languageModel(
  isRight: (question: LanguageQuestion, seen: SeenPassage) => boolean,
): ScriptedTutorModel {
  return {
    name: 'one that follows its rules',
    step: ({ question: { id }, calls, seen }) => {
      const question = LANGUAGE_QUESTIONS.find((each) => each.id === id);
      if (!question) throw new Error(`${id} is no question in another language`);
      const right = seen.passages.find((passage) => isRight(question, passage));
      if (!right && calls === 0) {
        const query = NAMES_COURSE_LANGUAGE.test(seen.instructions)
          ? question.englishQuery
          : question.question;
        return { kind: 'call', reply: goodSearch(query) };
      }
      const isTold = NAMES_ANSWER_LANGUAGE.test(seen.instructions);
      return { kind: 'answer', draft: draftOf(isTold ? inItsLanguage(question) : IN_ENGLISH, right) };
    },
  };
}

function draftOf(
  { answer, decline }: { answer: string; decline: string },
  right: SeenPassage | undefined,
): Draft {
  if (!right) return { sentences: [{ text: decline }] };
  const { passage, number } = right;
  return { sentences: [{ text: answer, from: passage, marker: `[[${number}]]` }] };
}

function inItsLanguage({ answer, language }: LanguageQuestion) {
  return { answer, decline: DECLINES[language] };
}

const IN_ENGLISH = {
  answer: 'The lesson explains this in detail.',
  decline: 'The course does not cover this.',
};

/** How each language says that the course has nothing on a question. */
export const DECLINES: Record<Language, string> = {
  Arabic: 'الدورة لا تتناول هذا الموضوع.',
  Chinese: '本课程没有讲这个内容。',
  French: 'Le cours ne traite pas de ce sujet.',
  German: 'Der Kurs behandelt das nicht.',
  Hindi: 'इस पाठ्यक्रम में यह विषय नहीं है।',
  Portuguese: 'O curso não trata deste assunto.',
  Spanish: 'El curso no trata este tema.',
  Urdu: 'اس کورس میں یہ موضوع نہیں ہے۔',
};
