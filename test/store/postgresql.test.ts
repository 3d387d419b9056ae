import { storeContract } from '../contracts/store.ts';
import { newPostgres } from '../support/databases.ts';
import { spareStore } from '../support/spare.ts';

storeContract('PostgreSQL', newPostgres, () => spareStore('postgresql'));
