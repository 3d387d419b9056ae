-- CreateTable
CREATE TABLE "ServerReach" (
    "reach" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "stopped" BOOLEAN NOT NULL,

    CONSTRAINT "ServerReach_pkey" PRIMARY KEY ("reach")
);

-- CreateTable
CREATE TABLE "Departure" (
    "personId" INTEGER NOT NULL,
    "sign" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "by" TEXT,
    "endedAt" BIGINT,
    "roles" TEXT,

    CONSTRAINT "Departure_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "Departure_state_idx" ON "Departure"("state");
