import { expect, test } from 'vitest';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { SampleAttachments, SampleServer } from '../../support/sample-server';

class FailingOnce extends SampleAttachments {
  private failed = false;

  override async deleteAttachment(attachmentId: string): Promise<void> {
    if (!this.failed) {
      this.failed = true;
      throw new Error('the store of the bytes is away');
    }
    await super.deleteAttachment(attachmentId);
  }
}

test('bytes that cannot be deleted keep their record, and go when it is tried again', async () => {
  const store = new MemoryStore();
  const attachmentStore = new FailingOnce();
  const server = new SampleServer({ store, attachmentStore });
  const { id } = await server.call<{ id: string }>('attachments.create', {
    name: 'a.pdf',
    size: 3,
    mime_type: 'application/pdf',
  });
  const remove = () => server.call('attachments.delete', { attachment_id: id });
  await expect(remove()).rejects.toThrow();
  await remove();
  expect(attachmentStore.deleted).toEqual([id]);
});
