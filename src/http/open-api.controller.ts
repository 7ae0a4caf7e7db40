/** GET /api/openapi.json: the OpenAPI document, made from the running routes. The console's client is generated from it. */
import { Controller, Get, Inject, type INestApplication } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeController } from '@nestjs/swagger';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export const OPEN_API = Symbol('open-api');
/** Filled once the routes are known. */
export interface OpenApiHolder {
  document?: OpenAPIObject;
}

@ApiExcludeController()
@ApiBearerAuth()
@Controller('api')
export class OpenApiController {
  constructor(@Inject(OPEN_API) private readonly holder: OpenApiHolder) {}

  @Get('openapi.json')
  get(): OpenAPIObject | undefined {
    return this.holder.document;
  }
}

export function makeOpenApi(app: INestApplication, version: string): OpenAPIObject {
  const options = new DocumentBuilder().setTitle('Recueil').setVersion(version).addBearerAuth().build();
  return SwaggerModule.createDocument(app, options);
}
