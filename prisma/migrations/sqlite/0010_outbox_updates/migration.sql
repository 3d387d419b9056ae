-- CreateIndex
CREATE INDEX "Outbox_replaces_idx" ON "Outbox"("replaces");
