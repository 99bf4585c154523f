import type {
  ChatKitOptions,
  HeaderOption,
  ModelOption,
  StartScreenPrompt,
  ThemeOption,
  ToolOption,
} from '@openai/chatkit';
import { isRecord } from '../protocol/is-record';
import { type AttachmentSettings, attachmentSettings } from './attachment-settings';

export type Scheme = 'light' | 'dark' | 'auto';

export type Theme = Omit<ThemeOption, 'colorScheme'> & { colorScheme: Scheme };

/** The options with every default filled in (spec element 1.2). Callbacks stay in `options` and are called through it. */
export interface Settings {
  options: ChatKitOptions;
  /** Absolute; null for hosted configuration, which this element cannot serve. */
  apiUrl: string | null;
  locale: string;
  theme: Theme;
  frameTitle: string;
  initialThread: string | null;
  header: {
    enabled: boolean;
    title: { enabled: boolean; text: string | undefined };
    leftAction: HeaderOption['leftAction'];
    rightAction: HeaderOption['rightAction'];
  };
  history: { enabled: boolean; showDelete: boolean; showRename: boolean };
  startScreen: { greeting: string | undefined; prompts: StartScreenPrompt[] };
  actions: { feedback: boolean; retry: boolean };
  composer: {
    placeholder: string | undefined;
    tools: ToolOption[];
    models: ModelOption[];
    dictation: boolean;
    attachments: AttachmentSettings | null;
  };
  disclaimer: { text: string; highContrast: boolean } | null;
  autoScroll: boolean;
}

export interface Surroundings {
  baseUri: string;
  language: string;
}

function resolveTheme(theme: unknown): Theme {
  const scheme = isRecord(theme) ? theme.colorScheme : theme;
  const rest: ThemeOption = isRecord(theme) ? theme : {};
  return { ...rest, colorScheme: scheme === 'dark' || scheme === 'auto' ? scheme : 'light' };
}

/** The old prompt key `name` is still in use in the wild. */
function resolvePrompts(prompts: StartScreenPrompt[] | undefined): StartScreenPrompt[] {
  return (prompts ?? []).map((prompt) => {
    if (prompt.label) return prompt;
    const old: unknown = 'name' in prompt ? prompt.name : undefined;
    return { ...prompt, label: typeof old === 'string' ? old : '' };
  });
}

export function resolveSettings(options: ChatKitOptions, around: Surroundings): Settings {
  const { api, header, history, startScreen, composer, disclaimer } = options;
  return {
    options,
    apiUrl: 'url' in api ? new URL(api.url, around.baseUri).href : null,
    locale: options.locale ?? around.language,
    theme: resolveTheme(options.theme),
    frameTitle: options.frameTitle ?? 'Chat',
    initialThread: options.initialThread ?? null,
    header: {
      enabled: header?.enabled ?? true,
      title: { enabled: header?.title?.enabled ?? true, text: header?.title?.text },
      leftAction: header?.leftAction,
      rightAction: header?.rightAction,
    },
    history: {
      enabled: history?.enabled ?? true,
      showDelete: history?.showDelete ?? true,
      showRename: history?.showRename ?? true,
    },
    startScreen: { greeting: startScreen?.greeting, prompts: resolvePrompts(startScreen?.prompts) },
    actions: {
      feedback: options.threadItemActions?.feedback ?? false,
      retry: options.threadItemActions?.retry ?? false,
    },
    composer: {
      placeholder: composer?.placeholder,
      tools: composer?.tools ?? [],
      models: composer?.models ?? [],
      dictation: composer?.dictation?.enabled ?? false,
      attachments: attachmentSettings(options),
    },
    disclaimer: disclaimer?.text
      ? { text: disclaimer.text, highContrast: disclaimer.highContrast ?? false }
      : null,
    autoScroll: options.thread?.autoScroll ?? false,
  };
}
