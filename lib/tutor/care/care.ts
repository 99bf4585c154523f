import { userMessageText } from '../../chatkit/agents/message-text';
import type { UserMessageItem } from '../../chatkit/protocol';
import { visibleText } from '../../text/visible-text';
import { courseModules } from '../course-modules';
import { CARE_TEXTS } from './care-texts';
import type { FoundConcern } from './concern';
import { languageOf } from './language-of';
import type { Moderate } from './moderation';
import { recognizeConcern } from './recognize-concern';

/** Fixed words in place of an answer, and a title that tells nobody what the conversation is about. */
export interface CareReply {
  title: string;
  /** Markdown. */
  text: string;
}

export interface CareOptions {
  /** A line of the school: whom students can turn to. */
  helpText?: string | undefined;
  /** Asked where the fixed patterns find nothing; undefined where there is none. */
  moderate?: Moderate | undefined;
}

/**
 * Looks at each message before anything else does, and answers some by itself: of students in distress, and of those who ask how to
 * do harm. No model and no search sees these messages.
 */
export class Care {
  constructor(private readonly options: CareOptions = {}) {}

  /** @returns undefined for a message that is to be answered like any other */
  async replyTo(message: UserMessageItem, signal: AbortSignal): Promise<CareReply | undefined> {
    const text = visibleText(userMessageText(message));
    const found = recognizeConcern(text) ?? (await this.moderated(text, signal));
    return found && this.reply(found);
  }

  private async moderated(text: string, signal: AbortSignal): Promise<FoundConcern | undefined> {
    const concern = await this.options.moderate?.(text, signal);
    return concern && { concern, language: languageOf(text) };
  }

  private reply({ concern, language }: FoundConcern): CareReply {
    const { title, support, helpAtSchool, onwards, refusal, topics } = CARE_TEXTS[language];
    switch (concern) {
      case 'self-harm': {
        const { helpText } = this.options;
        const help = helpText ? [`${helpAtSchool} **${helpText}**`] : [];
        return { title, text: [...support, ...help, onwards].join('\n\n') };
      }
      case 'harm': {
        const modules = courseModules().map(({ name }) => `- ${name}`);
        const offer = modules.length > 0 ? [topics, modules.join('\n')] : [];
        return { title, text: [...refusal, ...offer].join('\n\n') };
      }
      default:
        return concern satisfies never;
    }
  }
}
