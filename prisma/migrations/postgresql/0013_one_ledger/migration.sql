-- DropIndex
DROP INDEX "Allocation_aging";

-- AlterTable
ALTER TABLE "Allocation" ADD COLUMN     "cash" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Allocation" SET "cash" = true WHERE "debit" AND "counterId" IN (SELECT "id" FROM "Item" WHERE "kind" = 2) AND "itemId" NOT IN (SELECT "id" FROM "Item" WHERE "kind" = 2);

-- AlterTable (it is empty between two imports)
DELETE FROM "FecEntry";
ALTER TABLE "FecEntry" DROP COLUMN "cash",
DROP COLUMN "opening",
DROP COLUMN "sale",
ADD COLUMN     "signs" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "fromDay" INTEGER;

-- CreateTable
CREATE TABLE "FiledLine" (
    "itemId" INTEGER NOT NULL,
    "ref" TEXT NOT NULL,
    "refKey" TEXT NOT NULL,
    "issueDay" INTEGER NOT NULL,
    "dueDay" INTEGER NOT NULL,
    "dueGiven" BOOLEAN NOT NULL,

    CONSTRAINT "FiledLine_pkey" PRIMARY KEY ("itemId")
);

-- CreateIndex
CREATE INDEX "Allocation_aging" ON "Allocation"("debtorId", "currency", "dueDay", "day", "endDay", "amount", "debit", "scope", "basis", "cash");
