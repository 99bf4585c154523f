/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { StartScreenPrompt } from '@openai/chatkit';
import { Icon } from '../icons/icon';
import { useScope } from './chat-scope';
import { Heading } from './heading';

/** What a new conversation shows: a greeting and things to ask. */
export function StartScreen() {
  const { chat, words, settings, headingLevel } = useScope();
  const { greeting, prompts } = settings.startScreen;
  const send = ({ prompt }: StartScreenPrompt) => {
    const content = typeof prompt === 'string' ? [{ type: 'input_text' as const, text: prompt }] : prompt;
    const { modelId } = chat.draft.value;
    chat.sendNow({ content, attachments: [], quote: null, toolId: null, modelId });
  };
  return (
    <div class="start" part="start-screen">
      <div class="start-inner">
        <Heading level={headingLevel + 1} class="greeting" part="greeting">
          {greeting ?? words.greeting}
        </Heading>
        {prompts.length > 0 && (
          <ul class="prompts">
            {prompts.map((prompt, at) => (
              <li key={at}>
                <button type="button" class="prompt" part="prompt" onClick={() => send(prompt)}>
                  {prompt.icon && <Icon name={prompt.icon} />}
                  <span>{prompt.label}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
