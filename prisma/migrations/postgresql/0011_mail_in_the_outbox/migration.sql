-- DropIndex
DROP INDEX "Letter_status_nextAt_idx";

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "about" TEXT,
ADD COLUMN     "handed" BOOLEAN NOT NULL DEFAULT true;

-- Letters on their way become rows of the outbox. One whose worker died is taken over as before: by what the server may have.
INSERT INTO "Outbox" ("key", "platform", "destination", "place", "card", "status", "attempts", "at", "nextAt", "claimedAt", "error", "handed", "about", "fileId")
SELECT 'letter:' || "id" || ':mail', 'mail',
  (CASE WHEN "copy" = '' THEN json_build_object('to', 'address', 'address', "recipient") ELSE json_build_object('to', 'address', 'address', "recipient", 'copy', "copy") END)::text,
  'mail/letter:' || "id" || ':mail',
  json_build_object('blocks', json_build_array(json_build_object('type', 'text', 'text', "subject")), 'fallback', "subject", 'amounts', true, 'locale', 'fr')::text,
  "status", "attempts", "at", "nextAt", "claimedAt", "error", "handed", 'letter:' || "id", "fileId"
FROM "Letter" WHERE "status" IN ('pending', 'sending') ORDER BY "id";
UPDATE "Letter" SET "status" = 'pending', "error" = NULL WHERE "status" IN ('pending', 'sending');

-- AlterTable
ALTER TABLE "Letter" DROP COLUMN "attempts",
DROP COLUMN "claimedAt",
DROP COLUMN "handed",
DROP COLUMN "nextAt";
