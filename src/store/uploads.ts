/** Dropped files in pieces: no row, and no memory, is ever larger than one piece. */
import type { PlatformName } from '../core/desk/places.ts';
import { NOTHING_SHOWN, type Upload, type UploadReads, type UploadWrites } from '../core/ledger/upload-ports.ts';
import type { Db } from './db.ts';
import type { Upload as Stored } from './generated/sqlite/client.ts';

function uploadOf({ id, name, size, personId, platform, answers, shown }: Stored): Upload {
  return {
    ...{ id, name, personId, size: Number(size), answers: JSON.parse(answers), shown: { ...NOTHING_SHOWN, ...JSON.parse(shown) } },
    platform: platform as PlatformName,
  };
}

export function createUploadReads({ prisma }: Db): UploadReads {
  return {
    async byId(id) {
      const row = await prisma.upload.findUnique({ where: { id } });
      return row?.size == null ? undefined : uploadOf(row);
    },
    piece: async (uploadId, seq) => (await prisma.uploadPiece.findUnique({ where: { uploadId_seq: { uploadId, seq } } }))?.bytes,
    of: async (personId, name) => (await prisma.upload.findMany({ where: { personId, name } })).map(uploadOf),
    before: async (at) => (await prisma.upload.findMany({ where: { at: { lt: at } } })).map(uploadOf),
  };
}

export function createUploadWrites({ prisma }: Db): UploadWrites {
  return {
    async begin(upload) {
      await prisma.upload.create({ data: upload });
    },
    async append(uploadId, seq, bytes) {
      await prisma.uploadPiece.create({ data: { uploadId, seq, bytes: new Uint8Array(bytes) } });
    },
    async finish(id, size) {
      await prisma.upload.update({ where: { id }, data: { size } });
    },
    async answer(id, answers) {
      await prisma.upload.updateMany({ where: { id }, data: { answers: JSON.stringify(answers) } });
    },
    async show(id, shown) {
      await prisma.upload.updateMany({ where: { id }, data: { shown: JSON.stringify(shown) } });
    },
    async remove(id) {
      await prisma.upload.deleteMany({ where: { id } });
    },
  };
}
