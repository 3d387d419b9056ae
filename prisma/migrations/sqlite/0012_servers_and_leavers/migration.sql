-- CreateTable
CREATE TABLE "ServerReach" (
    "reach" TEXT NOT NULL PRIMARY KEY,
    "at" BIGINT NOT NULL,
    "stopped" BOOLEAN NOT NULL
);

-- CreateTable
CREATE TABLE "Departure" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sign" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "by" TEXT,
    "endedAt" BIGINT,
    "roles" TEXT
);

-- CreateIndex
CREATE INDEX "Departure_state_idx" ON "Departure"("state");
