-- CreateTable
CREATE TABLE "DebtorFact" (
    "debtorId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "said" TEXT,

    PRIMARY KEY ("debtorId", "name")
);

-- CreateIndex
CREATE INDEX "DebtorFact_name_value_idx" ON "DebtorFact"("name", "value");
