import type { Metadata } from 'next';

export const metadata: Metadata = {
  title: 'Chat',
  description: 'Ask the tutor about the whole course.',
};

/** The tutor as a page. The conversation itself is the one of the layout's `TutorDock`, which fills this page. */
export default function ChatPage() {
  return (
    <main id="content" tabIndex={-1} className="h-[calc(100dvh-var(--header-height))] outline-none">
      <h1 className="sr-only">Chat with the tutor</h1>
    </main>
  );
}
