/** Why a message gets fixed words in place of an answer: its writer may be in danger, or asks how to do harm. */
export type Concern = 'self-harm' | 'harm';

/** Languages that the fixed words are in. */
export const CARE_LANGUAGES = ['en', 'de', 'es', 'fr', 'ur', 'ar', 'hi', 'zh'] as const;

export type CareLanguage = (typeof CARE_LANGUAGES)[number];

export interface FoundConcern {
  concern: Concern;
  language: CareLanguage;
}
