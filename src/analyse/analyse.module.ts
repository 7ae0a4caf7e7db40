/** From cases to lists and figures: the routes of the list of cases and of the dashboard. */
import { Module } from '@nestjs/common';
import { CaseIndex } from './case-index.js';
import { CaseListController } from './case-list.controller.js';
import { CaseList } from './case-list.js';
import { FiguresController } from './figures.controller.js';
import { Figures } from './figures.js';
import { Health } from './health.js';
import { QueuesController } from './queues.controller.js';
import { Summaries } from './summaries.js';
import { Todo } from './todo.js';
import { SheetsController } from './sheets.controller.js';

@Module({
  controllers: [CaseListController, FiguresController, QueuesController, SheetsController],
  providers: [CaseIndex, CaseList, Figures, Health, Summaries, Todo],
})
export class AnalyseModule {}
