/** The OpenAPI document, made from the running routes. The console's client is generated from it. */
import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export function makeOpenApi(app: INestApplication, version: string): OpenAPIObject {
  const options = new DocumentBuilder().setTitle('Recueil').setVersion(version).addBearerAuth().build();
  return SwaggerModule.createDocument(app, options);
}
