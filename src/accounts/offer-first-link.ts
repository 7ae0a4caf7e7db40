/** The link to the first account, made at each start as long as nobody is there. No password comes with the program. */
import { type INestApplication } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { Invitations } from './invitations.js';
import { Links } from './links.js';

export async function offerFirstLink(app: INestApplication, role: Config['role']): Promise<string | null> {
  if (role !== 'all' && role !== 'web') return null;
  const token = await app.get(Invitations).offerFirst();
  return token === null ? null : app.get(Links).make(token);
}
