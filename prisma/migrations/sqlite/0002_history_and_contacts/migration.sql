-- AlterTable
ALTER TABLE "Debtor" ADD COLUMN "address" TEXT;
ALTER TABLE "Debtor" ADD COLUMN "contact" TEXT;
ALTER TABLE "Debtor" ADD COLUMN "email" TEXT;
ALTER TABLE "Debtor" ADD COLUMN "externalScore" INTEGER;
ALTER TABLE "Debtor" ADD COLUMN "externalScoreDay" INTEGER;
ALTER TABLE "Debtor" ADD COLUMN "language" TEXT;
ALTER TABLE "Debtor" ADD COLUMN "phone" TEXT;

-- CreateTable
CREATE TABLE "Exchange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "debtorId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "key" TEXT
);

-- CreateTable
CREATE TABLE "KeptFile" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subject" TEXT NOT NULL,
    "debtorId" INTEGER,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL
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
