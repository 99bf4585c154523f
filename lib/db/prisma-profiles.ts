import { type Profile, parseHardwareTier, softwareBackground } from '../identity/profile';
import type { Profiles } from '../identity/profiles';
import type { Database } from './database';
import type { User } from './generated/client';
import { ensureUser } from './store/ensure-user';
import { translateError } from './translate-error';

/** Profiles in the users' rows. */
export class PrismaProfiles implements Profiles {
  constructor(private readonly database: Database) {}

  async load(userId: string): Promise<Profile> {
    try {
      const db = await this.database.client();
      const row = await db.user.findUnique({ where: { id: userId } });
      return row ? fromRow(row) : {};
    } catch (error) {
      throw translateError(error);
    }
  }

  async save(userId: string, profile: Profile): Promise<Profile> {
    const fields = {
      name: profile.name ?? null,
      email: profile.email ?? null,
      role: profile.role ?? null,
      softwareBackground: profile.softwareBackground ?? null,
      hardwareTier: profile.hardwareTier ?? null,
    };
    try {
      const db = await this.database.client();
      await ensureUser(db, { userId });
      return fromRow(await db.user.update({ where: { id: userId }, data: fields }));
    } catch (error) {
      throw translateError(error);
    }
  }
}

function fromRow(row: User): Profile {
  const background = softwareBackground.safeParse(row.softwareBackground);
  const tier = parseHardwareTier(row.hardwareTier);
  return {
    ...(row.name ? { name: row.name } : {}),
    ...(row.email ? { email: row.email } : {}),
    ...(row.role ? { role: row.role } : {}),
    ...(background.success ? { softwareBackground: background.data } : {}),
    ...(tier ? { hardwareTier: tier } : {}),
  };
}
