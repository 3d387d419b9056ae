-- CreateTable
CREATE TABLE "DebtorScore" (
    "debtorId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "class" TEXT NOT NULL,
    "tenths" INTEGER NOT NULL,
    "parts" TEXT NOT NULL,
    "day" INTEGER NOT NULL
);
