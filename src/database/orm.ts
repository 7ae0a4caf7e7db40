/** What the steps use of TypeORM; nothing outside database/ imports it by itself. */
export { DataSource, EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
