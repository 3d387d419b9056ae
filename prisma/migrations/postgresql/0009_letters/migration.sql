-- CreateTable
CREATE TABLE "Letter" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "handed" BOOLEAN NOT NULL DEFAULT false,
    "at" BIGINT NOT NULL,
    "nextAt" BIGINT NOT NULL,
    "claimedAt" BIGINT,
    "sentAt" BIGINT,
    "actor" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "copy" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "principal" BIGINT NOT NULL,
    "interest" BIGINT,
    "indemnity" BIGINT,
    "day" INTEGER NOT NULL,
    "messageId" TEXT NOT NULL,
    "fileId" INTEGER,
    "run" TEXT,
    "action" TEXT,
    "error" TEXT,

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Letter_key_key" ON "Letter"("key");

-- CreateIndex
CREATE INDEX "Letter_status_nextAt_idx" ON "Letter"("status", "nextAt");

-- CreateIndex
CREATE INDEX "Letter_debtorId_day_idx" ON "Letter"("debtorId", "day");

-- CreateIndex
CREATE INDEX "Letter_run_idx" ON "Letter"("run");
