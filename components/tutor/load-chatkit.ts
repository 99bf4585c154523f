/** The script that defines `<openai-chatkit>`: ours, or the one the deployment names. */
const NAMED = process.env.NEXT_PUBLIC_CHATKIT_SCRIPT;
const TAG = 'openai-chatkit';
const TIMEOUT_MS = 15_000;

/** The script could not be fetched, or did not define the element in time. */
export class ChatKitScriptFailed extends Error {
  override readonly name = 'ChatKitScriptFailed';
}

let loading: Promise<void> | undefined;
let attempts = 0;

/**
 * Loads the chat element once. Called when the tutor is first opened and never before, so a page that is only read
 * does not pay for it. After a failure the next call tries again.
 * @throws ChatKitScriptFailed
 */
export function loadChatKit(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  if (customElements.get(TAG)) return;
  attempts += 1;
  const script = document.createElement('script');
  // A failed module stays failed under its address: another attempt takes another one.
  script.src = (NAMED || '/chatkit.js') + (attempts > 1 && !NAMED ? `?attempt=${attempts}` : '');
  if (NAMED) script.async = true;
  else script.type = 'module';

  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await Promise.race([
      customElements.whenDefined(TAG),
      new Promise((_, reject) => {
        script.addEventListener('error', () => reject(new ChatKitScriptFailed('could not be fetched')));
        timer = setTimeout(() => reject(new ChatKitScriptFailed('took too long')), TIMEOUT_MS);
        document.head.append(script);
      }),
    ]);
  } catch (error) {
    script.remove();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
