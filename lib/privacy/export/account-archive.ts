import type { Principal } from '../../chatkit/principal';
import type { FileReader } from '../../files/file-store';
import type { AccountData } from './account-data';
import { accountJson } from './account-json';
import { conversationMarkdown } from './conversation-markdown';
import { exportedConversation, exportedFile } from './exported-names';
import { type ZipEntry, zip } from './zip';

export interface ArchiveOptions {
  data: AccountData;
  files: FileReader;
  now?: () => Date;
}

/** Everything that is kept of a user, as a ZIP archive: `data.json`, a page for each conversation, and the files. */
export function accountArchive(
  principal: Principal,
  { data, files, now = () => new Date() }: ArchiveOptions,
): AsyncGenerator<Uint8Array> {
  const at = now();
  return zip(entries(principal, data, files, at), at);
}

async function* entries(
  principal: Principal,
  data: AccountData,
  files: FileReader,
  at: Date,
): AsyncGenerator<ZipEntry> {
  yield { name: 'README.txt', content: [README] };
  yield { name: 'data.json', content: accountJson(principal, data, at) };
  for await (const thread of data.threads(principal)) {
    yield {
      name: exportedConversation(thread),
      content: conversationMarkdown(thread, data.items(principal, thread.id)),
    };
  }
  for await (const attachment of data.attachments(principal)) {
    if (!attachment.stored) continue;
    const file = await files.get(principal, attachment.id);
    if (file) yield { name: exportedFile(attachment), content: [file.bytes], incompressible: true };
  }
}

const README = `This is everything that RoboLearn keeps of you.

conversations/  what you and the tutor said, one page a conversation, to be read
files/          what you attached
data.json       all of it, and your profile, for programs: each conversation with everything in it, your opinions on answers,
                and how many tokens your answers took
`;
