/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { useScope } from './chat-scope';
import { IconButton } from './icon-button';

const SHOWN = 2000;

/** Copies a text; for two seconds its name says that it did. */
export function CopyButton({
  text,
  label,
  class: extra,
}: {
  text: () => string;
  label: string;
  class?: string;
}) {
  const { chat, words } = useScope();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
      chat.announcer.say(words.copied);
      chat.log('message.copy');
    } catch {
      // No permission, or a page that is not secure: the button says so.
      setState('failed');
      chat.announcer.say(words.copyFailed);
    }
  };
  const shown = { idle: label, copied: words.copied, failed: words.copyFailed }[state];
  const icon = { idle: 'copy', copied: 'check', failed: 'alert' }[state];
  return <IconButton icon={icon} label={shown} class={extra} onClick={() => void copy()} />;
}
