-- AlterTable
ALTER TABLE "Debtor" ADD COLUMN     "address" TEXT,
ADD COLUMN     "contact" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "externalScore" INTEGER,
ADD COLUMN     "externalScoreDay" INTEGER,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "phone" TEXT;

-- CreateTable
CREATE TABLE "Exchange" (
    "id" SERIAL NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "key" TEXT,

    CONSTRAINT "Exchange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeptFile" (
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "debtorId" INTEGER,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "KeptFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Exchange_key_key" ON "Exchange"("key");

-- CreateIndex
CREATE INDEX "Exchange_debtorId_day_id_idx" ON "Exchange"("debtorId", "day", "id");

-- CreateIndex
CREATE INDEX "Exchange_kind_day_idx" ON "Exchange"("kind", "day");

-- CreateIndex
CREATE INDEX "KeptFile_debtorId_idx" ON "KeptFile"("debtorId");

-- CreateIndex
CREATE UNIQUE INDEX "KeptFile_subject_sha256_name_key" ON "KeptFile"("subject", "sha256", "name");
