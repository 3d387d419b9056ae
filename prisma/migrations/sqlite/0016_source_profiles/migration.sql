-- CreateTable
CREATE TABLE "Profile" (
    "name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("name", "fingerprint")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Upload" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "size" BIGINT,
    "answers" TEXT NOT NULL DEFAULT '{}'
);
INSERT INTO "new_Upload" ("at", "id", "name", "size") SELECT "at", "id", "name", "size" FROM "Upload";
DROP TABLE "Upload";
ALTER TABLE "new_Upload" RENAME TO "Upload";
CREATE INDEX "Upload_at_idx" ON "Upload"("at");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
