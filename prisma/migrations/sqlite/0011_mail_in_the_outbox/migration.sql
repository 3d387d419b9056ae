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
    "handed" BOOLEAN NOT NULL DEFAULT true,
    "about" TEXT,
    "fileId" INTEGER
);
INSERT INTO "new_Outbox" ("at", "attempts", "card", "claimedAt", "destination", "doubt", "error", "fileId", "id", "key", "nextAt", "place", "platform", "refChannel", "refId", "refTenant", "replaces", "sentAt", "status") SELECT "at", "attempts", "card", "claimedAt", "destination", "doubt", "error", "fileId", "id", "key", "nextAt", "place", "platform", "refChannel", "refId", "refTenant", "replaces", "sentAt", "status" FROM "Outbox";
DROP TABLE "Outbox";
ALTER TABLE "new_Outbox" RENAME TO "Outbox";
CREATE INDEX "Outbox_status_nextAt_idx" ON "Outbox"("status", "nextAt");
CREATE INDEX "Outbox_place_status_idx" ON "Outbox"("place", "status");
CREATE INDEX "Outbox_replaces_place_status_idx" ON "Outbox"("replaces", "place", "status");
CREATE INDEX "Outbox_platform_refChannel_refId_idx" ON "Outbox"("platform", "refChannel", "refId");
CREATE UNIQUE INDEX "Outbox_key_platform_key" ON "Outbox"("key", "platform");
-- Letters on their way become rows of the outbox. One whose worker died is taken over as before: by what the server may have.
INSERT INTO "Outbox" ("key", "platform", "destination", "place", "card", "status", "attempts", "at", "nextAt", "claimedAt", "error", "handed", "about", "fileId")
SELECT 'letter:' || "id" || ':mail', 'mail',
  CASE WHEN "copy" = '' THEN json_object('to', 'address', 'address', "recipient") ELSE json_object('to', 'address', 'address', "recipient", 'copy', "copy") END,
  'mail/letter:' || "id" || ':mail',
  json_object('blocks', json_array(json_object('type', 'text', 'text', "subject")), 'fallback', "subject", 'amounts', json('true'), 'locale', 'fr'),
  "status", "attempts", "at", "nextAt", "claimedAt", "error", "handed", 'letter:' || "id", "fileId"
FROM "Letter" WHERE "status" IN ('pending', 'sending') ORDER BY "id";
UPDATE "Letter" SET "status" = 'pending', "error" = NULL WHERE "status" IN ('pending', 'sending');

CREATE TABLE "new_Letter" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
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
    "error" TEXT
);
INSERT INTO "new_Letter" ("action", "actor", "at", "copy", "currency", "day", "debtorId", "error", "fileId", "how", "id", "indemnity", "interest", "key", "kind", "messageId", "principal", "recipient", "run", "sentAt", "status", "subject", "template", "title") SELECT "action", "actor", "at", "copy", "currency", "day", "debtorId", "error", "fileId", "how", "id", "indemnity", "interest", "key", "kind", "messageId", "principal", "recipient", "run", "sentAt", "status", "subject", "template", "title" FROM "Letter";
DROP TABLE "Letter";
ALTER TABLE "new_Letter" RENAME TO "Letter";
CREATE UNIQUE INDEX "Letter_key_key" ON "Letter"("key");
CREATE INDEX "Letter_debtorId_day_idx" ON "Letter"("debtorId", "day");
CREATE INDEX "Letter_run_idx" ON "Letter"("run");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
