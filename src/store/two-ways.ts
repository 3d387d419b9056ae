/** One Prisma client on two connections: look-ups never wait for an import, and the schema is read, and each kind of query planned, once and not twice. */
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';

/** Transactions go to `write`, everything else to `read`. */
export function twoWays(read: SqlDriverAdapterFactory, write: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  const { provider, adapterName } = read;
  const connect: SqlDriverAdapterFactory['connect'] = async () => {
    const [reader, writer] = await Promise.all([read.connect(), write.connect()]);
    const close = reader.dispose.bind(reader);
    return Object.assign(reader, {
      startTransaction: writer.startTransaction.bind(writer),
      dispose: async () => void (await Promise.all([close(), writer.dispose()])),
    });
  };
  return { provider, adapterName, connect };
}
