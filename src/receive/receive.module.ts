/** Step 1, receive: storing messages, for the watcher and for what a person puts in (confirm/). */
import { type MessageOrigin, type UploadOrigin } from '../core/case/upload-origin.js';
import { Global, Module } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, IMPORT_FILE, STORE_FORM, STORE_UPLOAD } from '../config/tokens.js';
import { type EntityManager } from '../database/orm.js';
import { importMail, type ImportedFile } from './import-mail.js';
import { StoreMessage } from './store-message.js';

/** `origin` null: the message of a clinician whose file was opened by hand. */
type StoreUpload = (raw: Buffer, origin: UploadOrigin | null) => Promise<string>;

@Global()
@Module({
  providers: [
    StoreMessage,
    {
      provide: STORE_UPLOAD,
      useFactory:
        (store: StoreMessage, now: () => Date): StoreUpload =>
        async (raw, origin) => {
          const from: MessageOrigin = origin ?? 'mail';
          return (
            await store.store({ raw, size: raw.length, oversize: false, receivedAt: now(), origin: from })
          ).id;
        },
      inject: [StoreMessage, CLOCK],
    },
    {
      provide: STORE_FORM,
      useFactory: (store: StoreMessage, now: () => Date) => async (manager: EntityManager, raw: Buffer) => {
        const form = { raw, size: raw.length, oversize: false, receivedAt: now(), origin: 'form' } as const;
        return (await store.storeWith(manager, form)).id;
      },
      inject: [StoreMessage, CLOCK],
    },
    {
      provide: IMPORT_FILE,
      useFactory:
        (store: StoreMessage, config: Config, now: () => Date) =>
        async (bytes: Buffer): Promise<ImportedFile> => {
          const told = { stored: 0, known: 0, oversize: 0 };
          const refused = await importMail(Readable.from([bytes].filter(({ length }) => length > 0)), {
            store,
            maxBytes: config.mailMaxBytes,
            now,
            onMessage: ({ was, oversize }) => {
              if (was === 'new') told.stored += 1;
              else told.known += 1;
              if (oversize) told.oversize += 1;
            },
          });
          return { ...told, refused };
        },
      inject: [StoreMessage, CONFIG, CLOCK],
    },
  ],
  exports: [StoreMessage, STORE_UPLOAD, STORE_FORM, IMPORT_FILE],
})
export class ReceiveModule {}
