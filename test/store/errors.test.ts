/** Which faults of a database are waited for, as the libraries really throw them. */
import { describe, expect, test } from 'vitest';
import { isGone, isLostRace, passes } from '../../src/store/errors.ts';

const raw = (cause: object) => ({ code: 'P2010', meta: { driverAdapterError: { name: 'DriverAdapterError', cause } } });

describe('a fault of the database', () => {
  test.each([
    ['the connection was lost while a raw statement ran', raw({ kind: 'ConnectionClosed' })],
    ['nobody is at the address', raw({ kind: 'DatabaseNotReachable', host: '127.0.0.1' })],
    ['an administrator ends the connections', raw({ kind: 'postgres', originalCode: '57P01' })],
    ['the server starts up', raw({ kind: 'postgres', originalCode: '57P03' })],
    ['the client says it in Prisma’s words', { code: 'P1017' }],
    ['the network says it in its own', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['the driver says it without a code', new Error('Connection terminated unexpectedly')],
  ])('means that it is gone, when %s: it is waited for', (_, error) => {
    expect([isGone(error), passes(error)]).toEqual([true, true]);
  });

  test.each([
    ['the pool is full', new Error('timeout exceeded when trying to connect')],
    ['the server takes no more connections', raw({ kind: 'TooManyConnections', originalCode: '53300' })],
    ['it is read-only for a moment', raw({ kind: 'postgres', originalCode: '25006' })],
    ['its disk is full', raw({ kind: 'postgres', originalCode: '53100' })],
    ['SQLite’s disk is full', raw({ kind: 'sqlite', originalCode: '13', extendedCode: 13 })],
    ['SQLite is locked', raw({ kind: 'SocketTimeout', originalCode: '5' })],
    ['SQLite recovers its log', Object.assign(new Error('database is locked'), { rawCode: 261 })],
  ])('passes by itself when %s', (_, error) => {
    expect(passes(error)).toBe(true);
  });

  test.each([
    ['a unique key', raw({ kind: 'UniqueConstraintViolation', originalCode: '23505' })],
    ['SQLite’s unique key', raw({ kind: 'UniqueConstraintViolation', originalCode: '2067' })],
    ['a deadlock', raw({ kind: 'TransactionWriteConflict', originalCode: '40P01' })],
    ['no transaction in time', { code: 'P2028' }],
  ])('is a lost race, tried again at once, with %s', (_, error) => {
    expect([isLostRace(error), passes(error)]).toEqual([true, false]);
  });

  test.each([
    ['a syntax error', raw({ kind: 'postgres', originalCode: '42601' })],
    ['a broken reference', raw({ kind: 'ForeignKeyConstraintViolation', originalCode: '787' })],
    ['a text that is no number', new TypeError('x')],
    ['nothing', undefined],
  ])('is a fault of ours otherwise: %s', (_, error) => {
    expect([isLostRace(error), passes(error), isGone(error)]).toEqual([false, false, false]);
  });
});
