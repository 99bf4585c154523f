import type { Reply } from './scripted-reply';

/** An answer in pieces: the first comes at once, the others when `opened` resolves. */
export function pausedReply(chunks: string[], opened: Promise<void>): Reply {
  let sent = 0;
  const pace = async () => {
    sent += 1;
    if (sent > 1) await opened;
  };
  return { kind: 'text', text: chunks.join(''), chunks, pace };
}
