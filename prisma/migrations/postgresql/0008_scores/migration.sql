-- CreateTable
CREATE TABLE "DebtorScore" (
    "debtorId" INTEGER NOT NULL,
    "class" TEXT NOT NULL,
    "tenths" INTEGER NOT NULL,
    "parts" TEXT NOT NULL,
    "day" INTEGER NOT NULL,

    CONSTRAINT "DebtorScore_pkey" PRIMARY KEY ("debtorId")
);
