-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "doubt" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "TeamsPlace" (
    "tenant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "team" TEXT,
    "conversation" TEXT,
    "account" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "at" BIGINT NOT NULL,

    CONSTRAINT "TeamsPlace_pkey" PRIMARY KEY ("tenant","kind","id")
);

-- CreateTable
CREATE TABLE "TeamsPicture" (
    "digest" TEXT NOT NULL,
    "spec" TEXT NOT NULL,
    "expiresAt" BIGINT NOT NULL,

    CONSTRAINT "TeamsPicture_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "TeamsPlace_id_idx" ON "TeamsPlace"("id");

-- CreateIndex
CREATE INDEX "TeamsPlace_conversation_idx" ON "TeamsPlace"("conversation");

-- CreateIndex
CREATE INDEX "TeamsPlace_email_idx" ON "TeamsPlace"("email");

-- CreateIndex
CREATE INDEX "TeamsPicture_expiresAt_idx" ON "TeamsPicture"("expiresAt");

-- What was tried before this column may have been posted.
UPDATE "Outbox" SET "doubt" = true WHERE "attempts" > 0 AND "status" IN ('pending', 'sending');
