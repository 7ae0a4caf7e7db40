/** From cases to figures: the routes of the dashboard. */
import { Module } from '@nestjs/common';

@Module({})
export class AnalyseModule {}
