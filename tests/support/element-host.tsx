import { ChatKit, type UseChatKitOptions, type UseChatKitReturn, useChatKit } from '@openai/chatkit-react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** The page around the element: a React application that uses the real bindings and keeps what it hears. */

export interface HeardEvent {
  name: string;
  detail: unknown;
}

export interface HostWindow {
  heard: HeardEvent[];
  /** The control, once the application is mounted. */
  kit?: UseChatKitReturn;
  violations: string[];
  change(options: Partial<UseChatKitOptions>): void;
  mount(options: Partial<UseChatKitOptions>, strict?: boolean): void;
}

declare global {
  interface Window {
    host: HostWindow;
  }
}

const handlerNames = [
  'onReady',
  'onError',
  'onEffect',
  'onDeeplink',
  'onResponseStart',
  'onResponseEnd',
  'onHistoryOpen',
  'onHistoryClose',
  'onThreadChange',
  'onThreadLoadStart',
  'onThreadLoadEnd',
  'onToolChange',
] as const;

const plain = (detail: unknown): unknown => {
  if (typeof detail !== 'object' || detail === null || !('error' in detail)) return detail ?? null;
  return { error: detail.error instanceof Error ? detail.error.message : String(detail.error) };
};

const handlers = Object.fromEntries(
  handlerNames.map((name) => [
    name,
    (detail: unknown) => window.host.heard.push({ name, detail: plain(detail) }),
  ]),
);

function App({ first }: { first: Partial<UseChatKitOptions> }) {
  const [options, setOptions] = useState(first);
  const kit = useChatKit({ api: { url: '/chatkit', domainKey: 'unused' }, ...handlers, ...options });
  window.host.kit = kit;
  window.host.change = (next) => setOptions((before) => ({ ...before, ...next }));
  return <ChatKit control={kit.control} className="chat" />;
}

const place = document.getElementById('app');

document.addEventListener('securitypolicyviolation', (event) => {
  window.host.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

window.host = {
  heard: [],
  violations: [],
  change: () => undefined,
  mount(options, strict = true) {
    if (!place) return;
    const app = <App first={options} />;
    createRoot(place).render(strict ? <StrictMode>{app}</StrictMode> : app);
  },
};
