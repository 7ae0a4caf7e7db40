/** The data source and the transactions, for the whole application. */
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { Transactions } from './transactions.js';

@Module({})
export class DatabaseModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 })],
      providers: [
        {
          provide: Transactions,
          useFactory: (source: DataSource) => new Transactions(source),
          inject: [DataSource],
        },
      ],
      exports: [Transactions, TypeOrmModule],
    };
  }
}
