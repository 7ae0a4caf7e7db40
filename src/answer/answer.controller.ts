/**
 * /api/answer: what the page of a personal link does, open to whoever holds the link. POST alone, with the token in the body: programs that
 * follow the links of a mail change nothing and are shown nothing, and addresses are logged on their way.
 */
import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Request } from 'express';
import { readOrigin } from '../accounts/who-asks.js';
import { Open } from '../http/access.js';
import { checkBody } from '../http/check-body.js';
import {
  ANSWER_BODIES,
  AnswerPage,
  AskCodeBody,
  LookBody,
  Proof,
  ProveBody,
  SaveBody,
  SavedAnswers,
  SendBody,
  SentAnswers,
} from './answer-views.js';
import { LookAtPage } from './look-at-page.js';
import { type LinkCaller } from './open-link.js';
import { ProveReader } from './prove-reader.js';
import { SendAnswers } from './send-answers.js';

const UNCACHED = ['cache-control', 'no-store'] as const;

@ApiTags('answer')
@Open()
@Controller('api/answer')
export class AnswerController {
  constructor(
    private readonly pages: LookAtPage,
    private readonly answers: SendAnswers,
    private readonly readers: ProveReader,
  ) {}

  @Post('look')
  @HttpCode(200)
  @Header(...UNCACHED)
  @ApiOkResponse({ type: AnswerPage, description: 'What is asked; nothing changes.' })
  look(@Req() request: Request, @Body() body: LookBody): Promise<AnswerPage> {
    return this.pages.look(toCaller(request, checkBody(ANSWER_BODIES.look, body)));
  }

  @Post('save')
  @HttpCode(200)
  @Header(...UNCACHED)
  @ApiOkResponse({ type: SavedAnswers, description: 'Kept beside what was saved before.' })
  save(@Req() request: Request, @Body() body: SaveBody): Promise<SavedAnswers> {
    const checked = checkBody(ANSWER_BODIES.save, body);
    return this.answers.save(toCaller(request, checked), checked.entries);
  }

  @Post('send')
  @HttpCode(200)
  @Header(...UNCACHED)
  @ApiOkResponse({ type: SentAnswers, description: 'With what was saved before.' })
  send(@Req() request: Request, @Body() body: SendBody): Promise<SentAnswers> {
    const checked = checkBody(ANSWER_BODIES.send, body);
    return this.answers.send(toCaller(request, checked), checked);
  }

  @Post('code')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'A code is on its way to the address of the link.' })
  ask(@Req() request: Request, @Body() body: AskCodeBody): Promise<void> {
    return this.readers.ask(toCaller(request, checkBody(ANSWER_BODIES.ask, body)));
  }

  @Post('prove')
  @HttpCode(200)
  @Header(...UNCACHED)
  @ApiOkResponse({ type: Proof })
  prove(@Req() request: Request, @Body() body: ProveBody): Promise<Proof> {
    const { token, code } = checkBody(ANSWER_BODIES.prove, body);
    return this.readers.prove(toCaller(request, { token }), code);
  }
}

function toCaller(
  request: Request,
  { token, proof }: { readonly token: string; readonly proof?: string | undefined },
): LinkCaller {
  return { token, proof, address: readOrigin(request).address };
}
