/** Problem → response: a refusal keeps its code and safe message; a Fault says nothing but that it happened. */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus } from '@nestjs/common';
import { type Logger } from 'pino';
import { Problem, type ProblemKind } from '../core/problem.js';

const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: HttpStatus.BAD_REQUEST,
  denied: HttpStatus.FORBIDDEN,
  notFound: HttpStatus.NOT_FOUND,
  conflict: HttpStatus.CONFLICT,
};

interface Response {
  status(code: number): Response;
  json(body: unknown): void;
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof Problem) {
      const { code, message } = error;
      const details = { ...error.details, ...error.shown };
      const hasDetails = Object.keys(details).length > 0;
      response.status(STATUS[error.kind]).json({ code, message, ...(hasDetails && { details }) });
    } else if (error instanceof HttpException) {
      const status = error.getStatus();
      response.status(status).json({ code: `http_${status}`, message: HttpStatus[status] ?? 'error' });
    } else {
      this.log.error({ code: error instanceof Error ? error.name : 'unknown' }, 'request failed');
      response.status(500).json({ code: 'fault', message: 'INTERNAL_SERVER_ERROR' });
    }
  }
}
