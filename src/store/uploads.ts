/** Dropped files in pieces: no row, and no memory, is ever larger than one piece. */
import type { UploadReads, UploadWrites } from '../core/ledger/upload-ports.ts';
import type { Db } from './db.ts';

export function createUploadReads({ prisma }: Db): UploadReads {
  return {
    async byId(id) {
      const row = await prisma.upload.findUnique({ where: { id } });
      return row?.size == null ? undefined : { id, name: row.name, size: Number(row.size), answers: JSON.parse(row.answers) };
    },
    piece: async (uploadId, seq) => (await prisma.uploadPiece.findUnique({ where: { uploadId_seq: { uploadId, seq } } }))?.bytes,
  };
}

export function createUploadWrites({ prisma }: Db): UploadWrites {
  return {
    async begin(id, name, at) {
      await prisma.upload.create({ data: { id, name, at } });
    },
    async append(uploadId, seq, bytes) {
      await prisma.uploadPiece.create({ data: { uploadId, seq, bytes: new Uint8Array(bytes) } });
    },
    async finish(id, size) {
      await prisma.upload.update({ where: { id }, data: { size } });
    },
    async answer(id, answers) {
      await prisma.upload.update({ where: { id }, data: { answers: JSON.stringify(answers) } });
    },
    async remove(id) {
      await prisma.upload.deleteMany({ where: { id } });
    },
    async prune(before) {
      return (await prisma.upload.deleteMany({ where: { at: { lt: before } } })).count;
    },
  };
}
