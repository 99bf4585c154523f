/** @jsxImportSource preact */
import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import { render } from 'preact';
import { Chat } from '../chat/chat';
import { resolveSettings } from '../options/settings';
import { unknownOptionWarner } from '../options/warn-unknown-options';
import { baseSheet } from '../styles/base-sheet';
import { ThemeSheet } from '../theme/theme-sheet';
import type { LinkHook } from '../ui/link-hook';
import { Root } from '../ui/root';
import { EventQueue } from './event-queue';
import { HostMethods } from './host-methods';
import { IntegrationError } from './integration-error';

const TAG = 'openai-chatkit';

type Params<Method extends keyof OpenAIChatKit> = OpenAIChatKit[Method] extends (...args: infer P) => unknown
  ? P
  : never;

/** Defines the element, once. A function, because `HTMLElement` exists only in browsers. */
export function defineOpenAIChatKit(): void {
  if (customElements.get(TAG)) return;

  class OpenAIChatKitElement extends HTMLElement {
    static readonly observedAttributes = ['classname', 'heading-level'];

    /** Set by the page to route links by itself; answers false when it did. A citation's link comes with its source. */
    onLinkClick: LinkHook | null = null;

    readonly #root = this.attachShadow({ mode: 'open' });
    readonly #theme = new ThemeSheet();
    readonly #warnUnknown = unknownOptionWarner((message) => console.warn(message));
    readonly #events = new EventQueue((event) => this.dispatchEvent(event), {
      requestAnimationFrame: (callback) => requestAnimationFrame(callback),
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      queueMicrotask: (callback) => queueMicrotask(callback),
    });
    #chat: Chat | null = null;
    #isReady = false;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [baseSheet(), this.#theme.sheet];
    }

    connectedCallback(): void {
      this.#chat?.enter();
      this.#draw();
    }

    /** Moving the element takes it out and in again within a task: only what stays out is torn down. */
    disconnectedCallback(): void {
      setTimeout(() => {
        if (this.isConnected) return;
        this.#chat?.leave();
        render(null, this.#root);
      }, 0);
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (name === 'classname') this.#mirrorClass(before, after);
      else this.#draw();
    }

    override addEventListener(...args: Parameters<HTMLElement['addEventListener']>): void {
      super.addEventListener(...args);
      this.#events.listenerAdded(args[0]);
    }

    setOptions(options: ChatKitOptions): void {
      if (!options?.api) throw new IntegrationError('setOptions needs `api`');
      this.#warnUnknown(options);
      const settings = resolveSettings(options, { baseUri: document.baseURI, language: navigator.language });
      this.#theme.apply(settings.theme);
      if (this.#chat) {
        this.#chat.change(settings);
        return;
      }
      const chat = new Chat(settings, this.#events.emit);
      chat.linkHook = () => this.onLinkClick;
      this.#chat = chat;
      if (this.isConnected) chat.enter();
      this.#draw();
    }

    focusComposer = (): Promise<void> => this.#methods().focusComposer();
    setThreadId = (...args: Params<'setThreadId'>): Promise<void> => this.#methods().setThreadId(...args);
    sendUserMessage = (...args: Params<'sendUserMessage'>): Promise<void> =>
      this.#methods().sendUserMessage(...args);
    setComposerValue = (...args: Params<'setComposerValue'>): Promise<void> =>
      this.#methods().setComposerValue(...args);
    fetchUpdates = (): Promise<void> => this.#methods().fetchUpdates();
    sendCustomAction = (...args: Params<'sendCustomAction'>): Promise<void> =>
      this.#methods().sendCustomAction(...args);
    showHistory = (): Promise<void> => this.#methods().showHistory();
    hideHistory = (): Promise<void> => this.#methods().hideHistory();

    #methods(): HostMethods {
      if (!this.#chat) throw new IntegrationError('setOptions has not been called');
      return new HostMethods(this.#chat);
    }

    #draw(): void {
      const chat = this.#chat;
      if (!chat || !this.isConnected) return;
      const level = Number(this.getAttribute('heading-level'));
      render(<Root chat={chat} headingLevel={level >= 1 && level <= 6 ? level : 2} />, this.#root);
      if (this.#isReady) return;
      this.#isReady = true;
      afterPaint(() => {
        this.#events.emit('chatkit.ready');
        this.#begin(chat);
      });
    }

    #begin(chat: Chat): void {
      const { apiUrl, initialThread } = chat.settings();
      if (apiUrl === null) {
        this.#events.emit('chatkit.error', { error: new IntegrationError('only api.url is supported') });
      } else if (initialThread !== null) {
        // Shown in the panel and emitted by the loader.
        chat.conversations.open(initialThread).catch(() => undefined);
      }
    }

    /** React 18 and older write `className` of custom elements into an attribute of that name. */
    #mirrorClass(before: string | null, after: string | null): void {
      const names = (value: string | null) => (value ?? '').split(/\s+/).filter(Boolean);
      this.classList.remove(...names(before));
      this.classList.add(...names(after));
    }
  }

  customElements.define(TAG, OpenAIChatKitElement);
}

/** Calls back once, after a frame was painted; soon where there are no frames. */
function afterPaint(callback: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    callback();
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, 100);
}
