-- CreateTable
CREATE TABLE "Inbox" (
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due" BIGINT NOT NULL,
    "fault" TEXT,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Inbox_due_idx" ON "Inbox"("due");
