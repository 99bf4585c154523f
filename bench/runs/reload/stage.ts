import type { Browser } from 'playwright';
import type { AppServer } from '../../../tests/support/app-server';
import { ChatClient } from '../../../tests/support/chat-client';
import type { Pair } from '../pair';
import { AlternatingProxy } from './alternating-proxy';
import type { StudentPage } from './student-page';

/** What the parts of the measurement share: two processes behind one address, and a browser. */
export interface Stage {
  browser: Browser;
  proxy: AlternatingProxy;
  apps: readonly [AppServer, AppServer];
  /** One more process behind the same address. */
  start: () => Promise<AppServer>;
  /** A tag that no question has had. */
  nextTag: () => string;
  student: (name: string) => Promise<ChatClient>;
}

export async function setStage(pair: Pair, browser: Browser): Promise<Stage> {
  const proxy = await AlternatingProxy.start();
  const start = () => pair.start({ NEXTAUTH_URL: proxy.url });
  const first = await start();
  const apps = [first, await start()] as const;
  proxy.targets = apps.map(({ url }) => url);
  let tags = 0;
  return {
    browser,
    proxy,
    apps,
    start,
    nextTag: () => {
      tags += 1;
      return `q${tags}`;
    },
    student: (name) => ChatClient.signIn(proxy.url, name),
  };
}

export interface StoredTurn {
  messages: number;
  answers: string[];
}

/** What the newest conversation has of a question. */
export async function storedTurn(client: ChatClient, tag: string): Promise<StoredTurn> {
  const { data: threads } = await client.call<{ data: { id: string }[] }>('threads.list', { limit: 1 });
  const { data } = await client.items(threads[0]?.id ?? '');
  return {
    messages: data.filter((item) => item.type === 'user_message' && JSON.stringify(item).includes(`${tag}: `))
      .length,
    answers: data.flatMap((item) => {
      if (item.type !== 'assistant_message') return [];
      const text = item.content.map((part) => part.text).join('');
      return text.includes(`${tag}w0`) ? [text.trim()] : [];
    }),
  };
}

/** Whether a page shows one question and one answer, as they are stored. */
export async function showsWhatIsStored(
  student: StudentPage,
  client: ChatClient,
  tag: string,
): Promise<boolean> {
  const stored = await storedTurn(client, tag);
  const last = await student.last();
  return (
    stored.messages === 1 &&
    stored.answers.length === 1 &&
    stored.answers[0] === (await student.answer(tag)) &&
    last?.messages === 1 &&
    last.answers === 1
  );
}
