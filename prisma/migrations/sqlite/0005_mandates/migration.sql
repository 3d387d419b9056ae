-- CreateTable
CREATE TABLE "MandateUse" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "debtorId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "onBehalfOf" TEXT,
    "power" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "minor" BIGINT NOT NULL,
    "percent" INTEGER,
    "currency" TEXT NOT NULL,
    "items" TEXT NOT NULL,
    "untilDay" INTEGER,
    "why" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "motionId" INTEGER,
    "expectedDay" INTEGER,
    "creditItemId" INTEGER,
    "closedDay" INTEGER,
    "closedBy" TEXT,
    "key" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "MandateWish" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "power" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "MandateUse_key_key" ON "MandateUse"("key");

-- CreateIndex
CREATE INDEX "MandateUse_debtorId_power_idx" ON "MandateUse"("debtorId", "power");

-- CreateIndex
CREATE INDEX "MandateUse_status_idx" ON "MandateUse"("status");

-- CreateIndex
CREATE INDEX "MandateUse_day_idx" ON "MandateUse"("day");

-- CreateIndex
CREATE UNIQUE INDEX "MandateWish_key_key" ON "MandateWish"("key");

-- CreateIndex
CREATE INDEX "MandateWish_day_idx" ON "MandateWish"("day");
