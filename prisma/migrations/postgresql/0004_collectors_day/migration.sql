-- CreateTable
CREATE TABLE "PaymentPromise" (
    "id" SERIAL NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "madeAt" BIGINT NOT NULL,
    "madeDay" INTEGER NOT NULL,
    "cashBefore" BIGINT NOT NULL,
    "who" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "takenBy" TEXT NOT NULL,
    "collector" TEXT,

    CONSTRAINT "PaymentPromise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PromiseLine" (
    "id" SERIAL NOT NULL,
    "promiseId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "minor" BIGINT NOT NULL,
    "dueDay" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "judgedDay" INTEGER,
    "received" BIGINT NOT NULL,

    CONSTRAINT "PromiseLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgendaEntry" (
    "id" TEXT NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "sinceDay" INTEGER NOT NULL,
    "backDay" INTEGER,
    "handledDay" INTEGER,
    "owner" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "dueDay" INTEGER,
    "currency" TEXT,

    CONSTRAINT "AgendaEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PaymentPromise_debtorId_idx" ON "PaymentPromise"("debtorId");

-- CreateIndex
CREATE INDEX "PromiseLine_status_dueDay_idx" ON "PromiseLine"("status", "dueDay");

-- CreateIndex
CREATE UNIQUE INDEX "PromiseLine_promiseId_number_key" ON "PromiseLine"("promiseId", "number");

-- CreateIndex
CREATE INDEX "AgendaEntry_debtorId_idx" ON "AgendaEntry"("debtorId");
