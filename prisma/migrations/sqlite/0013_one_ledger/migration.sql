-- AlterTable
ALTER TABLE "Import" ADD COLUMN "fromDay" INTEGER;

-- CreateTable
CREATE TABLE "FiledLine" (
    "itemId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "ref" TEXT NOT NULL,
    "refKey" TEXT NOT NULL,
    "issueDay" INTEGER NOT NULL,
    "dueDay" INTEGER NOT NULL,
    "dueGiven" BOOLEAN NOT NULL
);

-- AlterTable
ALTER TABLE "Allocation" ADD COLUMN "cash" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Allocation" SET "cash" = true WHERE "debit" AND "counterId" IN (SELECT "id" FROM "Item" WHERE "kind" = 2) AND "itemId" NOT IN (SELECT "id" FROM "Item" WHERE "kind" = 2);
DROP INDEX "Allocation_aging";
CREATE INDEX "Allocation_aging" ON "Allocation"("debtorId", "currency", "dueDay", "day", "endDay", "amount", "debit", "scope", "basis", "cash");

-- RedefineTables (it is empty between two imports)
DROP TABLE "FecEntry";
CREATE TABLE "FecEntry" (
    "importId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "signs" INTEGER NOT NULL,
    "balance" BIGINT NOT NULL,
    "line" INTEGER NOT NULL,

    PRIMARY KEY ("importId", "key")
);
