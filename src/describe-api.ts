/** The OpenAPI document of every route without starting any part (Nest's preview): for the console's types and the tests. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { type OpenAPIObject } from '@nestjs/swagger';
import { AppModule, type Parts } from './app.module.js';
import { makeOpenApi } from './http/open-api.controller.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

export async function describeApi(): Promise<OpenAPIObject> {
  // Nothing of this is used: no provider is made.
  const parts = {
    config: { role: 'web' },
    databaseUrl: 'postgresql://none',
    jobPool: null,
  } as unknown as Parts;
  const app = await NestFactory.create(AppModule.forRoot(parts), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return makeOpenApi(app, version);
}
