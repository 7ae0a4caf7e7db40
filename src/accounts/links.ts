/** Where a person finds the console: PUBLIC_URL, or this machine. The token stands behind `#`, which no server or proxy is sent. */
import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Config } from '../config/config.js';
import { CONFIG } from '../config/tokens.js';

export function makeLink(config: Pick<Config, 'publicUrl'>, port: number, token: string): string {
  return `${config.publicUrl ?? `http://127.0.0.1:${port}`}/#/invitation/${token}`;
}

@Injectable()
export class Links {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly host: HttpAdapterHost,
  ) {}

  /** With the port that the service really listens on. */
  make(token: string): string {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    return makeLink(this.config, (server.address() as AddressInfo).port, token);
  }
}
