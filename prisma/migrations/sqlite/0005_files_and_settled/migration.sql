-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN "fileId" INTEGER;

-- AlterTable
ALTER TABLE "LocalMessage" ADD COLUMN "file" TEXT;

-- AlterTable
ALTER TABLE "Dispute" ADD COLUMN "settledMinor" BIGINT;
