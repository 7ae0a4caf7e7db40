/** From cases to lists and figures: the routes of the list of cases and of the dashboard. */
import { Module } from '@nestjs/common';
import { CaseIndex } from './case-index.js';
import { CaseListController } from './case-list.controller.js';
import { CaseList } from './case-list.js';
import { FiguresController } from './figures.controller.js';
import { Summaries } from './summaries.js';

@Module({ controllers: [CaseListController, FiguresController], providers: [CaseList, CaseIndex, Summaries] })
export class AnalyseModule {}
