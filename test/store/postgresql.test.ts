import { storeContract } from '../contracts/store.ts';
import { newPostgres } from '../support/databases.ts';

storeContract('PostgreSQL', newPostgres);
