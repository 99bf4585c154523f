'use client';

import { ChatKit, useChatKit } from '@openai/chatkit-react';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useColorScheme } from '@/components/site/color-scheme';
import type { SiteUser } from '@/components/site/site-user';
import { OPEN_LESSON_TOOL } from '@/lib/tutor/tool-names';
import { ATTACHABLE } from './attachable';
import { openLesson } from './open-lesson';
import { readPageContext } from './page-context';
import { selectedInLesson } from './selected-in-lesson';
import { starterPrompts } from './starter-prompts';
import { loadTutorAbilities, USUAL_FILES } from './tutor-abilities';
import { createTutorFetch } from './tutor-fetch';
import { readTutorMemory, rememberTutor } from './tutor-memory';
import { useCoursePage } from './tutor-page';
import { closeTutor, openTutor, quoteTaken, useTutor } from './tutor-store';
import { tutorTheme } from './tutor-theme';
import { useLoaded } from './use-loaded';
import { useTutorLinks } from './use-tutor-links';

/** The conversation of one user: ChatKit, told about the page and driven by the site. */
export function TutorChat(props: { user: SiteUser; beside: boolean; onSessionEnded: () => void }) {
  const { user, beside } = props;
  const router = useRouter();
  const pathname = usePathname();
  const scheme = useColorScheme();
  const page = useCoursePage();
  const { open, quote, focusRequests } = useTutor();
  const fullPage = pathname === '/chat';
  // Only the thread of the first mount counts; later ones are the element's own business.
  const [initialThread] = useState(() => readTutorMemory(user.id).threadId);
  const [ready, setReady] = useState(false);
  const wasReady = useRef(false);
  const [quietMoments, setQuietMoments] = useState(0);
  const loaded = useLoaded(loadTutorAbilities);
  const abilities = loaded.status === 'ready' ? loaded.value : undefined;
  const files = abilities?.files ?? USUAL_FILES;
  const calmDown = () => setQuietMoments((count) => count + 1);

  const follow = () => {
    // Beside the lesson that opens, the conversation stays in sight; where it covers the lesson, it makes way.
    if (beside) openTutor();
    else closeTutor();
  };

  const { control, ref, setComposerValue, focusComposer, fetchUpdates } = useChatKit({
    api: {
      url: '/api/chatkit',
      domainKey: 'local',
      uploadStrategy: { type: 'two_phase' },
      fetch: createTutorFetch({
        userInfo: () => ({
          ...(user.name ? { name: user.name } : {}),
          ...(user.role ? { role: user.role } : {}),
        }),
        pageContext: () => readPageContext(document),
        onSessionEnded: props.onSessionEnded,
      }),
    },
    locale: 'en',
    frameTitle: 'RoboLearn tutor',
    theme: tutorTheme(scheme, !fullPage),
    initialThread,
    history: { enabled: true },
    header: fullPage
      ? {}
      : {
          leftAction: { icon: 'expand-large', onClick: () => router.push('/chat') },
          rightAction: { icon: 'close', onClick: closeTutor },
        },
    startScreen: { greeting: greeting(user), prompts: starterPrompts(page) },
    threadItemActions: { feedback: true, retry: true },
    composer: {
      placeholder: page?.kind === 'lesson' ? 'Ask about this lesson' : 'Ask about the course',
      attachments: {
        enabled: true,
        maxCount: files.perMessage,
        maxSize: files.maxBytes,
        accept: ATTACHABLE,
      },
      dictation: { enabled: abilities?.dictation ?? false },
    },
    disclaimer: { text: abilities?.disclaimer ?? '' },
    onClientTool: async ({ name, params }) => {
      if (name !== OPEN_LESSON_TOOL) return { error: 'This page has no such tool.' };
      return openLesson(params.path, {
        here: window.location.href,
        push: (path) => {
          follow();
          router.push(path);
        },
      });
    },
    onReady: () => setReady(true),
    onThreadChange: ({ threadId }) => rememberTutor(user.id, { threadId }),
    onThreadLoadEnd: calmDown,
    onResponseEnd: calmDown,
  });

  useTutorLinks(ref, follow);

  useEffect(() => {
    if (!ready) return;
    // The conversation may have gone on in another tab, or on the phone.
    const comeBack = () => {
      if (document.visibilityState === 'visible') fetchUpdates().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', comeBack);
    return () => document.removeEventListener('visibilitychange', comeBack);
  }, [ready, fetchUpdates]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a quote that could not be set while an answer streamed is tried again when it has ended
  useEffect(() => {
    if (!ready || quote === null) return;
    void (async () => {
      try {
        await setComposerValue({ reply: quote });
        quoteTaken();
        await focusComposer();
      } catch {
        // The official element refuses while it is busy. The quote waits for the next quiet moment.
      }
    })();
  }, [ready, quote, quietMoments, setComposerValue, focusComposer]);

  useEffect(() => {
    const isLate = !wasReady.current;
    wasReady.current = ready;
    if (!ready || !open || focusRequests === 0) return;
    // Whoever selected words of the lesson while the tutor was loading would lose them to a late focus.
    if (isLate && selectedInLesson(document)) return;
    // Refused while a thread loads; the student can still click.
    focusComposer().catch(() => undefined);
  }, [ready, open, focusRequests, focusComposer]);

  return <ChatKit control={control} className="block h-full w-full" />;
}

function greeting(user: SiteUser): string {
  const first = user.name?.split(/\s+/)[0];
  return first ? `Hello ${first}, what would you like to understand?` : 'What would you like to understand?';
}
