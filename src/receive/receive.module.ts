/** Step 1, receive: storing messages, for the watcher and for what a person puts in (confirm/). */
import { type MessageOrigin, type UploadOrigin } from '../core/case/upload-origin.js';
import { Global, Module } from '@nestjs/common';
import { CLOCK, STORE_UPLOAD } from '../config/tokens.js';
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
  ],
  exports: [StoreMessage, STORE_UPLOAD],
})
export class ReceiveModule {}
