/** Health for whoever runs the service: live (the process answers) and ready (database, mailbox, mail server). */
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Open } from './access.js';

export const PROBES = Symbol('probes');
export interface Probe {
  readonly name: string;
  /** `ok`, or a code that says what is wrong; never throws for an expected trouble. */
  readonly check: () => Promise<string>;
}

@ApiTags('health')
@Open()
@Controller('health')
export class HealthController {
  constructor(@Inject(PROBES) private readonly probes: readonly Probe[]) {}

  @Get('live')
  @ApiOkResponse({ description: 'The process answers.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOkResponse({ description: 'Every part works.' })
  @ApiServiceUnavailableResponse({ description: 'A part does not; `parts` names it.' })
  async ready(@Res({ passthrough: true }) response: { status(code: number): void }): Promise<object> {
    const parts = Object.fromEntries(
      await Promise.all(
        this.probes.map(async ({ name, check }) => [name, await check().catch(() => 'fault')] as const),
      ),
    );
    const ready = Object.values(parts).every((state) => state === 'ok');
    response.status(ready ? 200 : 503);
    return { status: ready ? 'ok' : 'not_ready', parts };
  }
}
