import { createHmac } from 'node:crypto';
import type { Principal } from '../chatkit/principal';
import { type EndedSessions, LONGEST_SESSION_MS } from '../identity/ended-sessions';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import { translateError } from './translate-error';

/** Ended sessions in PostgreSQL, embedded or not, under keyed digests: rows outlive the accounts that they are of. */
export class PrismaEndedSessions implements EndedSessions {
  /** @param secret keys the digests @param now the time of whoever issues sessions */
  constructor(
    private readonly database: Database,
    private readonly secret: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async end(principal: Principal): Promise<void> {
    const subject = this.subject(principal);
    const before = this.now();
    await this.run((db) =>
      db.endedSession.upsert({ where: { subject }, create: { subject, before }, update: { before } }),
    );
  }

  async endedAt(principal: Principal): Promise<Date | undefined> {
    const found = await this.run((db) =>
      db.endedSession.findUnique({ where: { subject: this.subject(principal) } }),
    );
    return found?.before;
  }

  async forgetOld(): Promise<void> {
    const before = new Date(this.now().getTime() - LONGEST_SESSION_MS);
    await this.run((db) => db.endedSession.deleteMany({ where: { before: { lt: before } } }));
  }

  private subject({ userId }: Principal): string {
    return createHmac('sha256', this.secret).update(`ended sessions:${userId}`).digest('base64url');
  }

  private async run<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      throw translateError(error);
    }
  }
}
