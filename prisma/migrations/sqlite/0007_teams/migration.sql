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

    PRIMARY KEY ("tenant", "kind", "id")
);

-- CreateTable
CREATE TABLE "TeamsPicture" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "spec" TEXT NOT NULL,
    "expiresAt" BIGINT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Outbox" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "replaces" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "at" BIGINT NOT NULL,
    "nextAt" BIGINT NOT NULL,
    "claimedAt" BIGINT,
    "refTenant" TEXT,
    "refChannel" TEXT,
    "refId" TEXT,
    "sentAt" BIGINT,
    "error" TEXT,
    "doubt" BOOLEAN NOT NULL DEFAULT false,
    "fileId" INTEGER
);
INSERT INTO "new_Outbox" ("at", "attempts", "card", "claimedAt", "destination", "error", "fileId", "id", "key", "nextAt", "place", "platform", "refChannel", "refId", "refTenant", "replaces", "sentAt", "status") SELECT "at", "attempts", "card", "claimedAt", "destination", "error", "fileId", "id", "key", "nextAt", "place", "platform", "refChannel", "refId", "refTenant", "replaces", "sentAt", "status" FROM "Outbox";
DROP TABLE "Outbox";
ALTER TABLE "new_Outbox" RENAME TO "Outbox";
CREATE INDEX "Outbox_status_nextAt_idx" ON "Outbox"("status", "nextAt");
CREATE INDEX "Outbox_place_status_idx" ON "Outbox"("place", "status");
CREATE INDEX "Outbox_platform_refChannel_refId_idx" ON "Outbox"("platform", "refChannel", "refId");
CREATE UNIQUE INDEX "Outbox_key_platform_key" ON "Outbox"("key", "platform");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

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
